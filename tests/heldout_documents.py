"""The six Word documents of the held-out set of imports. Their facts lie in tests/data/import_heldout/."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.heldout_parts import Paper


def write_ward_sister(paper: Paper) -> None:
    paper.bold("Job Description", 16)
    paper.table(
        [
            ("Job title:", "Ward Sister", "Band:", "7"),
            ("Ward:", "Elm Ward (elderly medicine)", "Hours:", "37.5"),
            ("Accountable to:", "Matron", "Issue:", "September"),
            ("Accountable for:", "Staff nurses, healthcare assistants, ward clerk", "", ""),
        ],
        merged=[(3, 1, 3, 3)],
    )
    paper.line()
    paper.bold("Overall purpose of the job")
    paper.line(
        "To lead the nursing team of the ward so that patients receive safe, kind and timely care around the clock."
    )
    paper.bold("Main duties and responsibilities")
    paper.bold("Clinical")
    paper.items(
        (
            "Takes the handover each morning and walks round all patients before 9 am.",
            "Checks controlled drugs twice a day with a second nurse.",
            "Audits pressure sores and falls every month and discusses the results with the team.",
        )
    )
    paper.bold("Management")
    paper.items(
        (
            "Publishes the off-duty four weeks ahead.",
            "Holds return-to-work talks after every absence.",
            "Stays within the pay budget of the ward; explains overspending to the Matron by the 5th of each month.",
        )
    )
    paper.bold("Teaching")
    paper.items(("Supervises students and signs their competences.", "Runs a teaching session once a week."))
    paper.bold("Decision making")
    paper.items(
        (
            "Authorises agency staff for one shift; more needs the Matron.",
            "May close a bay to admissions in an outbreak until the infection control nurse has been heard.",
        )
    )
    paper.bold("Communication and working relationships")
    paper.items(
        (
            "Consultants: daily, about the plan for each patient",
            "Relatives: as needed, within one day of a question",
        )
    )
    paper.bold("PERSON SPECIFICATION")
    paper.table(
        [
            ("", "Essential", "Desirable"),
            ("Qualifications", "Registered nurse\nTeaching or mentoring qualification", "Degree in nursing"),
            ("Experience", "Five years after registration, two as a charge nurse", "Care of older people"),
            ("Skills", "Calm in emergencies\nGood written English", "Use of e-rostering"),
        ]
    )
    paper.line("This job description is a guide and may be changed after consultation with the post holder.")


def write_release_engineer(paper: Paper) -> None:
    paper.head("Release Engineer", 0)
    paper.line("Team: Platform. Manager: Head of Platform.")
    paper.head("Why this role exists", 1)
    paper.line("The release engineer gets finished changes to customers every week without surprises.")
    paper.head("Key responsibilities", 1)
    paper.table(
        [
            ("Area", "Responsibilities"),
            (
                "Build",
                "Keeps the build green and repairs it within one hour"
                "\nRemoves flaky tests from the pipeline and files a ticket for each",
            ),
            (
                "Release",
                "Cuts the release branch every Tuesday\nWrites the release notes with the product managers",
            ),
            ("Operations", "Is on call one week in six\nHolds a review without blame after each incident"),
        ]
    )
    paper.changed(
        "Releases go out on ", "Wednesday", "Thursday", " before noon, never on a Friday.", style="Normal"
    )
    paper.head("What the release engineer may decide", 1)
    paper.items(
        (
            "Stop a release at any time.",
            "Roll back without asking.",
        )
    )
    paper.changed("Grant exceptions to the code freeze ", "of one day", "of up to two days", ".")
    paper.head("How we release", 1)
    paper.items(
        (
            "Freeze the branch and tell the channel.",
            "Run the full tests on the release candidate.",
            "Deploy to staging and wait for the product managers' sign-off.",
            "Deploy to five per cent of customers and watch the graphs for an hour.",
            "Deploy to everybody.",
            "Publish the notes and close the ticket.",
        ),
        "List Number",
    )
    paper.head("Measures", 1)
    paper.table(
        [
            ("Measure", "Share", "Goal", "Checked"),
            ("Failed releases", "40 %", "under 5 %", "quarterly"),
            ("Time to recover", "35 %", "45 minutes", "quarterly"),
            ("Lead time of a change", "25 %", "3 days", "quarterly"),
        ]
    )
    paper.head("You bring", 1)
    paper.items(
        (
            "Three years in operations or development",
            "Good command of one scripting language and of Git",
            "Ideally, experience with Kubernetes",
            "Clear written English",
        )
    )
    paper.box(("Questions? Write to people@example.com",))


def write_room_leader(paper: Paper) -> None:
    paper.bold("岗 位 说 明 书", 18)
    paper.table(
        [
            ("岗位名称", "客房部领班", "所属部门", "客房部"),
            ("直接上级", "客房部经理", "直接下级", "客房服务员、公共区域保洁员"),
            ("岗位编号", "KF-03", "编制日期", "2026年8月"),
            ("岗位目的", "带领本班服务员按标准清洁客房，让客人住得干净、舒适、安心。", "", ""),
        ],
        merged=[(3, 1, 3, 3)],
    )
    paper.line()
    paper.bold("一、主要职责")
    paper.table(
        [
            ("序号", "工作内容", "频次"),
            ("1", "主持班前会，分配当日清扫房间", "每日"),
            ("2", "检查已清扫的房间，合格后报前台放房", "每日"),
            ("3", "抽查公共区域卫生并记录", "每周两次"),
            ("4", "盘点布草和客用品，填写申领单", "每月末"),
            ("5", "处理客人遗留物品，登记并上交", "随时"),
            ("6", "培训新服务员铺床、清洁流程", "入职一周内"),
        ]
    )
    paper.bold("二、权限")
    paper.items(
        ("对服务员排班的决定权", "对不合格房间有要求返工的权力", "对服务员奖惩的建议权"), "List Number"
    )
    paper.bold("三、任职要求")
    paper.table(
        [
            ("学历", "高中或中专以上"),
            ("经验", "两年以上酒店客房工作经验，半年以上领班经验"),
            ("技能", "熟悉清洁剂的使用；会操作酒店管理系统"),
            ("其他", "身体健康，能适应轮班"),
        ]
    )
    paper.bold("四、考核标准")
    paper.table(
        [
            ("考核指标", "权重", "目标值", "考核人"),
            ("查房合格率", "40%", "98%", "客房部经理"),
            ("客人投诉", "30%", "每月不超过2起", "客房部经理"),
            ("布草损耗率", "20%", "1.5%以下", "财务部"),
            ("培训完成率", "10%", "100%", "人事部"),
        ]
    )
    paper.line("任职人签字：　　　　　　　　日期：")


def write_dispatch_leader(paper: Paper) -> None:
    paper.bold("调度主管", 16)
    paper.line("部门：运输部　　汇报对象：运输部经理　　管理人数：4人")
    paper.box(("内部资料", "请勿外传"))
    paper.bold("职位概要")
    paper.line("统筹安排车辆和司机，保证货物按时、安全、低成本送达。")
    paper.bold("工作职责")
    paper.items(("计划与调度", "成本"), "List Number")
    paper.items(
        (
            "每天16:00前排定次日车辆计划",
            "跟踪在途车辆，晚点30分钟以上的立即通知客户",
            "每月5日前核对承运商运费",
        ),
        "List Number 2",
    )
    paper.changed("每", "月", "周", "分析空驶率，提出改进办法", style="List Number 2")
    paper.items(("安全",), "List Number")
    paper.items(("每季度组织司机安全培训一次", "事故发生后1小时内上报，并配合保险公司处理"), "List Number 2")
    paper.bold("工作权限")
    paper.items(("临时调换车辆和司机", "单次500元以内的外雇车辆审批"))
    paper.bold("我们的要求")
    paper.items(
        (
            "大专及以上学历，物流管理专业优先",
            "三年以上运输调度经验",
            "熟悉本省道路和限行规定",
            "能接受夜间值班",
        )
    )
    paper.bold("绩效目标")
    paper.table(
        [
            ("维度", "指标", "权重", "目标"),
            ("服务", "准点率", "35%", "97%"),
            ("服务", "客户投诉次数", "20%", "每月3次以内"),
            ("成本", "吨公里成本", "25%", "0.42元"),
            ("安全", "责任事故", "20%", "0起"),
        ],
        merged=[(1, 0, 2, 0)],
    )
    paper.bold("奖惩办法")
    paper.items(
        (
            "未按时排定计划，每次扣绩效2分。",
            "瞒报事故的，罚款200元并降职。",
            "连续三个月准点率达标，奖励500元。",
        ),
        "List Number",
    )


def write_store_leader(paper: Paper) -> None:
    paper.table(
        [
            ("PERFIL DEL PUESTO", "", ""),
            ("Denominación del puesto", "Responsable de tienda", "Código: RT-02"),
            ("Reporta a", "Gerente de zona", ""),
            ("Supervisa a", "Dependientes y cajeras", ""),
        ],
        merged=[(0, 0, 0, 2), (2, 1, 2, 2), (3, 1, 3, 2)],
    )
    paper.line()
    paper.bold("Propósito del puesto")
    paper.line(
        "Dirigir la tienda de modo que alcance sus ventas y que cada cliente salga con ganas de volver."
    )
    paper.bold("Principales funciones")
    paper.table(
        [
            ("Función", "Periodicidad"),
            ("Abrir la tienda, comprobar el fondo de caja y repartir las tareas", "Diaria"),
            ("Revisar los precios de los lineales con el terminal", "Semanal"),
            ("Hacer el pedido al almacén central", "Lunes y jueves"),
            ("Comparar las ventas con el presupuesto y explicar las diferencias", "Mensual"),
            ("Atender las reclamaciones que los dependientes no resuelven", "Cuando se presenten"),
        ]
    )
    paper.bold("Autoridad")
    paper.items(("Aprobar devoluciones de hasta 200 euros", "Cambiar los turnos del equipo"))
    paper.bold("Requisitos del puesto")
    paper.table(
        [
            ("Formación", "Bachillerato o ciclo de comercio"),
            ("Experiencia", "Dos años como encargado o segundo de tienda"),
            ("Conocimientos", "Manejo de terminal de venta e inventarios\nHojas de cálculo"),
            ("Habilidades", "Trato con el público"),
        ]
    )
    paper.bold("Indicadores de desempeño")
    paper.table(
        [
            ("Indicador", "Meta", "Ponderación"),
            ("Ventas sobre presupuesto", "100 %", "50 %"),
            ("Merma", "menos del 1 %", "30 %"),
            ("Encuesta de clientes", "8,5", "20 %"),
        ]
    )
    paper.line("Elaboró: Recursos Humanos. Aprobó: Dirección.")


def write_head_of_studies(paper: Paper) -> None:
    paper.head("Jefa o jefe de estudios", 1)
    paper.line("Dependencia: Dirección del centro")
    paper.box(("Curso 2026-2027",))
    paper.head("Finalidad", 2)
    paper.line(
        "Coordinar la actividad docente para que las clases, las guardias y las evaluaciones funcionen sin fallos."
    )
    paper.head("Ámbitos de actuación", 2)
    paper.table(
        [
            ("Ámbito", "Actuaciones"),
            (
                "Horarios",
                "Elabora los horarios de alumnos y profesores antes del 1 de septiembre"
                "\nOrganiza las guardias cada día",
            ),
            (
                "Profesorado",
                "Comprueba las faltas de asistencia y comunica el parte mensual"
                "\nConvoca a los tutores cada quince días",
            ),
            ("Alumnado", "Recibe a los alumnos expulsados de clase\nPreside la comisión de convivencia"),
        ]
    )
    paper.changed(
        "Las juntas de evaluación se convocan con ",
        "tres días",
        "una semana",
        " de antelación.",
        style="Normal",
    )
    paper.head("Atribuciones", 2)
    paper.items(
        (
            "Autorizar salidas y cambios de clase.",
            "Imponer amonestaciones por escrito.",
            "Proponer al director la apertura de un expediente.",
        )
    )
    paper.head("Cómo se organiza una evaluación", 2)
    paper.items(
        (
            "Fijar la fecha con los tutores.",
            "Abrir la aplicación de notas.",
            "Revisar que no falte ninguna nota dos días antes.",
            "Presidir o delegar la junta.",
            "Enviar los boletines a las familias.",
        ),
        "List Number",
    )
    paper.head("Se requiere", 2)
    paper.items(
        (
            "Ser profesor con destino definitivo en el centro",
            "Tres años de antigüedad como docente",
            "Curso de función directiva (se valorará)",
        )
    )
    paper.head("Se rinde cuentas de", 2)
    paper.items(("El cumplimiento de los horarios", "La entrega de las notas en plazo"))


PAPERS: dict[str, tuple[Callable[[Paper], None], str, str]] = {
    "mend/ward-sister.en": (write_ward_sister, "Northmoor Hospitals", "Page 1 of 2 – HR 11/b"),
    "final/release-engineer.en": (write_release_engineer, "Kestrel Software", "Internal"),
    "mend/room-leader.zh": (write_room_leader, "云湖大酒店 人力资源部", "第 1 页 共 2 页"),
    "final/dispatch-leader.zh": (write_dispatch_leader, "顺达物流有限公司", "文件编号：YS-07"),
    "mend/store-leader.es": (write_store_leader, "Comercial Arrayán", "RH-F-014 Versión 2"),
    "final/head-of-studies.es": (write_head_of_studies, "IES Puerta del Sur", "Página 1"),
}
"""Path in the set without ending: what writes the document, what stands at the head and at the foot of its pages."""


def make_papers(folder: Path) -> dict[str, Path]:
    """Write the six Word documents into a folder."""
    made = {}
    for name, (write, header, footer) in PAPERS.items():
        paper = Paper(header, footer)
        write(paper)
        made[name] = folder / f"{name}.docx"
        made[name].parent.mkdir(parents=True, exist_ok=True)
        paper.save(made[name])
    return made
