"""Mistakes of a file as a whole and of its YAML, before anybody asks what it says."""

from tracker.plan.codes import Code
from tracker.problems import Severity

FILE_CODES = (
    Code(
        "file.no-folder",
        "The folder of the plan does not exist.",
        "没有找到计划文件夹“{name}”。",
        "请检查 --tasks 或环境变量 TRACKER_TASKS 写的位置。",
    ),
    Code(
        "file.missing",
        "A file every plan needs is not there.",
        "缺少文件 {name}（{what}）。",
        "请在计划文件夹里补上 {name}，写法见 docs/plan-format.md。",
    ),
    Code(
        "file.no-plans",
        "There is no plan file under plans/.",
        "plans 文件夹里没有方案文件。",
        "请把方案写成 plans/文件名.yaml，一份文件一个方案。",
    ),
    Code(
        "file.not-read",
        "A YAML file lies where nothing reads it, or its name ends otherwise than in .yaml.",
        "文件 {name} 不会被读取。",
        "请把它直接放在 plans 文件夹下，文件名以 .yaml 结尾（小写）。",
        Severity.WARNING,
    ),
    Code(
        "file.unreadable",
        "The system refuses to read the file.",
        "文件读不出来：{reason}。",
        "请检查文件是否存在、是否有读取权限。",
    ),
    Code(
        "file.too-large",
        "The file is larger than a plan can be.",
        "文件超过 {limit} MB 的上限，没有读取。",
        "请确认放对了文件；方案文件通常只有几十 KB。",
    ),
    Code(
        "file.binary",
        "The file holds bytes that no text has, e.g. a Word or Excel file renamed.",
        "这不是文本文件（可能是改了扩展名的 Word、Excel 或压缩包）。",
        "请用文本编辑器把内容另存为 UTF-8 编码的 .yaml 文件。",
    ),
    Code(
        "file.encoding",
        "The text is not UTF-8; it was read in the encoding it appears to have.",
        "文件不是 UTF-8 编码，看来是 {encoding}，已暂按 {encoding} 读入。",
        "请用编辑器“另存为”，编码选 UTF-8。",
    ),
    Code(
        "file.damaged-bytes",
        "The text is UTF-8 except for some bytes that are not; they were replaced.",
        "文件里有 {count} 处损坏的字节，读入后显示为“�”。",
        "请改正这一行及其后带“�”的文字，再存为 UTF-8 编码。",
    ),
    Code(
        "file.several-documents",
        "The file holds several YAML documents; only the first was read.",
        "一个文件里出现了第二份内容（“---”或“...”之后），后面的没有读取。",
        "请把后面的内容移到另一个文件，一份文件一个方案。",
    ),
    Code(
        "file.empty",
        "The file has no content besides comments.",
        "文件是空的。",
        "请补上内容，或者删除这个文件。",
    ),
)

YAML_CODES = (
    Code(
        "yaml.tab",
        "Lines are indented with tabs; each was read as two spaces.",
        "缩进用了制表符（Tab），共 {count} 行。",
        "缩进只能用空格：请把行首的每个 Tab 换成两个空格。",
    ),
    Code(
        "yaml.full-width-space",
        "Lines are indented with full-width or no-break spaces; they were read as spaces.",
        "缩进用了全角空格或不间断空格，共 {count} 行。",
        "请切换到半角输入，把行首的空格换成半角空格。",
    ),
    Code(
        "yaml.control-character",
        "An invisible control character stands in the text; it was read as a space.",
        "这里有一个看不见的控制字符（编号 {number}）。",
        "请删掉它，多半是从别处复制时带进来的。",
    ),
    Code(
        "yaml.full-width-colon",
        "A full-width colon follows a key.",
        "“{key}”后面用了全角冒号“：”。",
        "请改成半角冒号加一个空格，写成“{key}: ”。",
    ),
    Code(
        "yaml.no-space-after-colon",
        "A key's colon is not followed by a space.",
        "“{key}:”后面缺少空格。",
        "请在冒号后加一个半角空格，写成“{key}: {value}”。",
    ),
    Code(
        "yaml.colon",
        "A colon stands where none can: in an unquoted value, or after a line that went wrong.",
        "这一行的冒号放错了地方：可能是没加引号的值里有“: ”，也可能是上一行漏了冒号，或者这一行缩进过深。",
        "值里有冒号时请用双引号把整个值括起来，并检查上一行的冒号和本行的缩进。",
    ),
    Code(
        "yaml.no-colon",
        "A line has no colon where a key must end.",
        "“{value}”这一行没有半角冒号，看不出哪个是名称、哪个是内容。",
        "请写成“名称: 内容”，冒号用半角，后面加一个空格。",
    ),
    Code(
        "yaml.special-character",
        "A value starts with a character that YAML keeps for itself.",
        "值以特殊字符“{char}”开头。",
        '请用双引号把整个值括起来，例如 "{char}"。',
    ),
    Code(
        "yaml.unclosed-quote",
        "A quotation mark is opened and not closed on its line.",
        "这一行的引号 {quote} 没有收尾。",
        "请在值的末尾补上半角的 {quote}（留意是否误用了中文引号）。",
    ),
    Code(
        "yaml.unclosed-bracket",
        "A square or curly bracket is opened and not closed.",
        "这里的括号“{bracket}”没有配对，或者括号里的各项没有用半角逗号隔开。",
        "请补上右括号，各项之间用半角逗号加空格。",
    ),
    Code(
        "yaml.escape",
        "A backslash in a double-quoted value starts no known escape.",
        "双引号里的反斜杠“\\”不能这样用。",
        "请改用单引号括起这个值，或者把“\\”写成“\\\\”。",
    ),
    Code(
        "yaml.indentation",
        "A line is indented unlike its neighbours, or a dash is missing or out of place.",
        "这一行的缩进或“-”与上下文对不上。",
        "同一级的各行要从同一列开始，列表的每一项以“- ”开头，下级比上级多两个空格。",
    ),
    Code(
        "yaml.syntax",
        "Any other YAML syntax error.",
        "从“{value}”起不合 YAML 写法。",
        "请对照上下各行的写法改正；拿不准时用双引号把值括起来。",
    ),
    Code(
        "yaml.duplicate-key",
        "A key occurs twice in one block; the first one counts.",
        "“{key}”在同一处写了两次，第一次在第 {first} 行；暂按第一次的算。",
        "请删掉其中一个，或者把两处合并。",
    ),
    Code(
        "yaml.anchor",
        "Anchors, aliases and merge keys are refused: what is reviewed must be what is written.",
        "这里用了 YAML 的引用写法“{mark}”，本系统不用引用。",
        "请把内容直接写在这里，便于逐条核对。",
    ),
    Code(
        "yaml.tag",
        "YAML tags are refused; the value was read as text.",
        "这里用了 YAML 的类型标记“{tag}”，本系统不用标记。",
        "请删掉“{tag}”，直接写内容。",
    ),
    Code(
        "yaml.key-not-text",
        "A key is a list or a mapping.",
        "名称不能是列表或表。",
        "请写成“名称: 内容”的样子。",
    ),
    Code(
        "yaml.too-deep",
        "The nesting is deeper than any plan needs.",
        "嵌套超过 {limit} 层，没有读下去。",
        "请检查这里的括号或缩进；方案文件用不到这么多层。",
    ),
)
