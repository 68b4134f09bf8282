"""Mistakes in what a report is told to look like (reports/*.yaml), and what keeps finished reports from agreeing."""

from tracker.plan.codes import Code, family
from tracker.problems import Severity

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
        "report.over-a-page",
        "A brief that may have one page only would be longer in the worst case.",
        "按这样的字号、行距和条数，简报最长会超出一页约 {over} 毫米。",
        "请减少 most 的条数或 lines_a_row，或者缩小字号、行距、页边距。",
    ),
    Code(
        "report.number-format",
        "A number format that would make a spreadsheet ask to repair the file.",
        "数字格式“{text}”写法不对：{reason}。",
        "请改正，或者删掉 format 用默认格式。",
    ),
    Code(
        "agreement.unreadable",
        "Not a Word document, workbook or page that can be read back.",
        "这个文件读不出来，不是完好的 .docx、.xlsx 或 .html 文件。",
        "请核对是不是由本系统生成的文件，或者重新生成。",
    ),
    Code(
        "agreement.no-state",
        "The file does not say of which quarter or day it is, and nobody has said it.",
        "文件没有写明是哪一期、哪一天的。",
        "请用 --period 或 --as-of 指明；由本系统生成的文件自己会写明。",
    ),
    Code(
        "agreement.other-state",
        "The file says that it is about another quarter, day or choice of documents than it is held against.",
        "文件写明是 {state} 的，或者范围不同，与要核对的不是同一期。",
        "请核对 --period、--as-of 和范围，或者换成同一期的文件。",
    ),
    Code(
        "agreement.before-lock",
        "Issued before the quarter was locked; what changed in between shows as a difference.",
        "文件在本期锁定以前出具，锁定以前的变动会显示为不一致。",
        "请按锁定后的数据重新出具。",
        Severity.WARNING,
    ),
    Code(
        "agreement.other-plan",
        "Made with other plan files than the present ones; what they changed shows as a difference.",
        "出具这个文件以后，方案文件改动过，由此产生的变动会显示为不一致。",
        "请按现在的方案重新出具，或者锁定本期后再出具。",
        Severity.WARNING,
    ),
    Code(
        "agreement.no-figures",
        "No figure in the file is marked, so nothing could be held against the ledger.",
        "文件中没有带标记的数，无法核对。",
        "请用由本系统生成、没有另存为其他格式的文件。",
    ),
    Code(
        "agreement.marks-lost",
        "Some of the marked figures have gone from the file, or there are more of them.",
        "出具时有 {wanted} 处带标记的数，现在有 {found} 处。",
        "有数被删去、改写或者复制过，请与重新出具的文件对照。",
    ),
    Code(
        "agreement.unknown-figure",
        "A marked figure of a name that the ledger does not know.",
        "标记“{mark}”不是台账里的数。",
        "请核对文件是不是本期、本范围的，或者重新出具。",
    ),
    Code(
        "agreement.not-a-number",
        "What stands at a mark is no number.",
        "“{name}”处印的是“{text}”{where}，不是数；台账为 {true}。",
        "请改正，或者重新出具。",
    ),
    Code(
        "agreement.differs",
        "A printed figure is not what its query gives.",
        "“{name}”印的是 {text}{where}，台账为 {true}{beside}。",
        "请改正，或者重新出具。",
    ),
)
problem = family(REPORT_CODES).problem
