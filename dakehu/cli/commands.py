"""Every command of `dakehu`: its words, what it takes, and where it is."""

from typing import Final

from dakehu.cli.arguments import Command, Operand, Option

_BOOK: Final = Option("--book", "制度文件夹；不写则用随程序提供的制度", "文件夹")
_JSON: Final = Option("--json", "输出 JSON，供其他程序读取")

COMMANDS: Final = (
    Command(
        ("calc",),
        "按制度计算：从标准输入逐行读 JSON，逐行输出结果和计算过程",
        "dakehu.cli.calc:run",
        (Operand("KIND", "计算的种类，如 quote（报价）、commission（业务提成）"),),
        (
            Option(
                "--book",
                "制度文件夹；不写则用随程序提供的制度，db 为系统中已发布的制度",
                "文件夹|db",
            ),
            Option("--explain", "输出给人看的计算过程，不输出 JSON"),
            Option("--json", "输出 JSON（本来如此，可以不写）"),
        ),
        "每行一个对象，空行跳过；一行有误不影响其他行，全部答完后以状态 2 退出。\n"
        '示例：echo \'{"estimated_sales": "854000"}\' | dakehu calc profit_rate --explain',
        "dakehu.cli.calc:kinds_told",
    ),
    Command(
        ("policy", "list"),
        "列出各项制度及其版本",
        "dakehu.cli.policy:list_policies",
        (),
        (_BOOK, _JSON),
    ),
    Command(
        ("policy", "show"),
        "显示一项制度的全文、依据和参数",
        "dakehu.cli.policy:show_policy",
        (Operand("CODE", "制度代码，如 SA；指定版本写作 SA@2020-01-01"),),
        (
            Option("--on", "显示该日施行的版本，不写则为今天", "YYYY-MM-DD"),
            Option("--article", "只显示一条，如 第1条", "条款"),
            _BOOK,
            _JSON,
        ),
    ),
    Command(
        ("policy", "lint"),
        "制度体检：查出缺口、重叠、无依据的条款等，注明条款和改法",
        "dakehu.cli.policy_lint:lint",
        (),
        (
            Option("--seats", "任职情况（JSON：岗位 → 人员），据此查出无人任职的审批步骤", "文件"),
            _BOOK,
            _JSON,
        ),
        "有错误时以状态 1 退出，只有警告和说明时以状态 0 退出。",
    ),
    Command(
        ("policy", "diff"),
        "比较两个版本：改了哪些条款、参数、审批链和日期",
        "dakehu.cli.policy_diff:diff",
        (
            Operand("A", "旧版：CODE@版本，如 SA@2020-01-01，或者制度文件夹"),
            Operand("B", "新版：写法同上"),
        ),
        (_BOOK, _JSON),
        "两边都写文件夹时，比较其中每项制度的最新版本。",
    ),
    Command(
        ("cases", "run"),
        "跑一遍公开的算例，逐项核对结果",
        "dakehu.cli.cases:run",
        (),
        (
            Option("--against", "改为核对该地址上的系统（POST 地址/api/v1/calc/种类）", "网址"),
            Option("--token", "访问该系统所用的令牌", "令牌"),
            Option("--cases", "算例文件夹；不写则用随程序提供的算例", "文件夹"),
            _BOOK,
            _JSON,
        ),
        "全部相符时以状态 0 退出，有不符时以状态 1 退出。",
    ),
    Command(
        ("settle",),
        "核算一个月的工资提成：读两个表格文件，写出核算表、工资单和每一元的依据，不用系统和数据库",
        "dakehu.cli.settling:run",
        (Operand("MONTH", "发放月份，如 2026-11"),),
        (
            Option("--staff", "人员文件：人员、目标、评分、扣分、分成、期初各一张工作表", "文件"),
            Option("--receipts", "回款文件：每笔到账一行，退款为负", "文件"),
            Option("--out", "结果文件夹：新的、空的，或者以前核算的结果（将被替换）", "文件夹"),
            Option("--company", "公司名称，印在核算表和工资单上", "名称"),
            Option("--minimum-wage", "当地最低工资，用来核对应发工资", "金额"),
            Option("--compare", "现在用的工资表：逐人对比，写出 对比.xlsx", "文件"),
            Option("--book", "制度文件夹；不写则用随程序提供的制度", "文件夹"),
            Option("--json", "输出 说明.json 的内容，不输出表"),
        ),
        "全部算完时以状态 0 退出；文件有误时以状态 2 退出，列出每一处，什么也不写；"
        "算完而有事项待处理、或与工资表有不同时以状态 3 退出，并逐项列出。",
    ),
    Command(
        ("pay", "verify"),
        "重算核对：由每个月保存的数据重新核算，看结果和每一步依据是否与保存的一致",
        "dakehu.cli.paying:verify",
        (),
        (_JSON,),
        "全部一致时以状态 0 退出，有不同时以状态 1 退出，并列出月份和工号。",
    ),
    Command(
        ("import",),
        "把一个表格文件导入系统：先逐行检查，再写入",
        "dakehu.cli.exchanging:import_file",
        (
            Operand("SHEET", "表的代码，如 working_days（放假与调休）"),
            Operand("FILE", "xlsx、xls 或 csv 文件"),
        ),
        (
            Option("--mode", "all 全部正确才导入（不写则如此），good 只导入正确的行", "方式"),
            Option("--tab", "工作表名，不写则取最合适的一张", "名称"),
            Option("--as", "以这个账号的身份导入，不写则为系统", "用户名"),
            _JSON,
        ),
        "全部导入时以状态 0 退出；文件有误、没有写入任何数据时以状态 2 退出，并列出问题。"
        "同一个文件不会导入第二次。",
        "dakehu.cli.exchanging:sheets_told",
    ),
    Command(
        ("export",),
        "把一种表的全部内容导出为 Excel 文件",
        "dakehu.cli.exchanging:export_sheet",
        (Operand("SHEET", "表的代码，如 working_days（放假与调休）"),),
        (
            Option("--out", "写到哪个文件，不写则按表名和日期命名", "文件"),
            Option("--as", "以这个账号的身份导出，不写则为系统", "用户名"),
            Option("--purpose", "用途，含联系方式的表必须写明", "文字"),
        ),
        "",
        "dakehu.cli.exchanging:sheets_told",
    ),
    Command(
        ("serve",),
        "启动系统：准备数据库，必要时载入演示公司，然后提供网页服务",
        "dakehu.cli.serving:serve",
        (),
        (
            Option("--empty", "首次启动时不载入演示公司，从空的系统开始"),
            Option("--port", "端口，不写则为 8000", "端口"),
            Option("--host", "监听的地址，不写则只有本机可以访问", "地址"),
            Option("--workers", "网页进程的数目，不写则为 2", "数目"),
            Option("--prepare-only", "只做准备，不启动服务"),
        ),
        "按 Ctrl-C 停止，正在处理的请求先做完。数据保存在 var/，或 DATABASE_URL 所指的数据库。",
    ),
    Command(
        ("demo", "reset"),
        "把演示公司恢复到最初的样子",
        "dakehu.cli.serving:reset_demo",
    ),
    Command(
        ("user", "unlock"),
        "解除一个账号的登录锁定",
        "dakehu.cli.accounts:unlock",
        (Operand("NAME", "用户名或手机号"),),
    ),
    Command(
        ("user", "password"),
        "给一个账号发临时密码，下次登录时必须更换",
        "dakehu.cli.accounts:new_password",
        (Operand("NAME", "用户名或手机号"),),
    ),
    Command(
        ("audit", "verify"),
        "核对操作记录：有无被改动、删除、添加、调换或截尾",
        "dakehu.cli.checking:verify_audit",
        (),
        (
            Option("--count", "以前记下的条数，与 --hash 一起核对", "条数"),
            Option("--hash", "以前记下的该条的校验值", "校验值"),
            _JSON,
        ),
        "完整时以状态 0 退出，不完整时以状态 1 退出。请把条数和校验值另记在系统之外，"
        "下次核对时写上。",
    ),
    Command(
        ("access", "matrix"),
        "打印权限对照表：每个页面和接口，每个角色能看到的范围",
        "dakehu.cli.checking:access_matrix",
        (),
        (Option("--markdown", "输出 Markdown，即 docs/permissions.md"), _JSON),
    ),
    Command(
        ("paper",),
        "打印一张单据，写成 PDF 或 Word 文件",
        "dakehu.cli.printing:run",
        (Operand("CODE", "单据的代码，如 deals.quote（报价单）"),),
        (
            Option("--data", "单据的内容（JSON），- 为标准输入", "文件"),
            Option("--record", "打印这条记录", "编号"),
            Option("--sample", "打印样张，用虚构的内容，不计打印次数"),
            Option("--out", "写入的文件，扩展名 .pdf 或 .docx 决定格式", "文件"),
        ),
        "示例：dakehu paper deals.quote --sample --out 报价单.pdf",
        "dakehu.cli.printing:papers_told",
    ),
    Command(
        ("api", "schema"),
        "输出接口文档（OpenAPI，JSON）",
        "dakehu.cli.checking:api_schema",
    ),
    Command(
        ("check", "refs"),
        "核对记录之间的引用，列出指向不存在记录的引用",
        "dakehu.cli.checking:check_refs",
        (),
        (_JSON,),
        "没有问题时以状态 0 退出，有断开的引用时以状态 1 退出。",
    ),
    Command(
        ("check", "files"),
        "核对存放的文件：有无缺失或被改动",
        "dakehu.cli.checking:check_files",
        (),
        (_JSON,),
        "没有问题时以状态 0 退出，有缺失或被改动的文件时以状态 1 退出；请从备份恢复。",
    ),
    Command(
        ("check", "policies"),
        "核对已发布的制度是否与发布时一致",
        "dakehu.cli.checking:check_policies",
        (),
        (_JSON,),
        "一致时以状态 0 退出，有版本被改动时以状态 1 退出；被改动的版本不会用来计算。",
    ),
)
