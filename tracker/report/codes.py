"""Mistakes in what a report is told to look like (reports/*.yaml)."""

from tracker.plan.codes import Code, family

REPORT_CODES = (
    Code(
        "report.missing",
        "The file that says what the report looks like is not there.",
        "找不到版式文件 {name}。",
        "请从原版恢复 reports/{name}，或者用参数指明它在哪里。",
    ),
    Code(
        "report.empty",
        "The layout file is empty.",
        "版式文件是空的。",
        "请从原版恢复。",
    ),
    Code(
        "report.unknown-field",
        "A column asks for a field that this kind of sheet does not have.",
        "这张表没有“{field}”这一栏的内容。",
        "可以写：{choices}。",
    ),
    Code(
        "report.unknown-word",
        "A title or note has a word in braces that is not known.",
        "标题或说明里的 {{{word}}} 没有内容可填。",
        "花括号里可以写：{choices}。",
    ),
    Code(
        "report.sheet-name",
        "A sheet's name is too long, used twice, or has a character that spreadsheets do not allow.",
        "工作表名“{name}”不能用。",
        "请改成 31 个字以内、不与其他表重名、不含 [ ] : * ? / \\ 的名称。",
    ),
    Code(
        "report.no-columns",
        "A table without columns.",
        "工作表“{name}”没有写要哪些栏。",
        "请在 columns 下逐栏写明 field、heading 和 width。",
    ),
    Code(
        "report.needless-columns",
        "Columns for a sheet that is no table.",
        "工作表“{name}”不是表格，columns 不起作用。",
        "请删掉 columns。",
    ),
    Code(
        "report.heading-twice",
        "Two columns of a form have the same heading, or that of the hidden key; filled cells could not be told apart.",
        "表头“{heading}”在这张表里不能再用。",
        "请换一个表头。",
    ),
    Code(
        "report.column-needed",
        "A form without a column that its rows cannot do without.",
        "工作表“{name}”缺少“{field}”这一栏。",
        "请在 columns 下加上这一栏。",
    ),
    Code(
        "report.number-format",
        "A number format that would make a spreadsheet ask to repair the file.",
        "数字格式“{text}”写法不对：{reason}。",
        "请改正，或者删掉 format 用默认格式。",
    ),
)
problem = family(REPORT_CODES).problem
