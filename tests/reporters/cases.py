"""Reports that every format is tried on."""

from __future__ import annotations

from xogen.lint.report import Report
from xogen.model.finding import Finding, NotChecked, Severity

FINDINGS = (
    Finding(
        rule="flow/trap",
        severity=Severity.ERROR,
        message="no path leads from here to an end: company, again and back to company",
        path="dialogs/create-lead.json",
        line=12,
        column=5,
        pointer="/nodes/1",
        dialog="create-lead",
        node="company",
        witness=("CreateLead", "company"),
        anchor="/create-lead/company",
    ),
    Finding(
        rule="naming/intent-name-advice",
        severity=Severity.INFO,
        message="'Create a Lead' has the word 'a', a determiner or pronoun",
        path="dialogs/create-lead.json",
        line=5,
        column=3,
        pointer="/title/en",
        dialog="create-lead",
        anchor="/create-lead//title/en",
    ),
    Finding(
        rule="flow/unreachable-node",
        severity=Severity.WARNING,
        message="no path from the start leads to später",
        path="dialogs/update-lead.json",
        line=40,
        column=5,
        pointer="/nodes/4",
        dialog="update-lead",
        node="später",
        anchor="/update-lead/später",
    ),
    Finding(rule="made/whole", severity=Severity.ERROR, message="the bot as a whole", path="xogen.toml"),
    Finding(
        rule="made/path", severity=Severity.WARNING, message="a path of its own", path="x.json", witness=("a", "b")
    ),
)
NOT_CHECKED = (NotChecked(rule="project/template-behind", path="x.json", reason="the pack acme is not installed here"),)

EXPORT = "bots/help desk.zip/botDefinition.json"
LONG_WAY = ("Help", "q1", "q2", "q3", "q4", "… 5 more …", "q10", "q11", "q12", "q13", "q14", "notify")
EXPORTED = (
    Finding(
        rule="security/secret-literal",
        severity=Severity.ERROR,
        message="the password of the translation engine stands here in the clear",
        path=EXPORT,
        pointer="",
        anchor="//",
    ),
    Finding(
        rule="service/plain-http",
        severity=Severity.WARNING,
        message="the request goes over http",
        path=EXPORT,
        line=1,
        column=30412,
        pointer="/dialogComponents/7/endpoint/host",
        dialog="Get Help",
        node="service3",
        witness=LONG_WAY,
        anchor="/dg-1/notify/endpoint/host",
    ),
    Finding(
        rule="script/syntax-error",
        severity=Severity.ERROR,
        message="this script does not parse",
        path=EXPORT,
        line=1,
        column=51000,
        pointer="/dialogComponents/9/script",
        dialog="Get Help",
        node="script1",
        witness=("Help", "sum"),
        script_line=3,
        anchor="/dg-1/sum/script",
    ),
    Finding(
        rule="flow/unreachable-node",
        severity=Severity.WARNING,
        message="no path from the start leads to old",
        path=EXPORT,
        line=1,
        column=70021,
        pointer="/dialogs/1/nodes/4",
        dialog="Say Bye",
        node="message4",
        anchor="/dg-2/old",
    ),
)

HOSTILE = Finding(
    rule="made/check",
    severity=Severity.ERROR,
    message="a\x1b[2Jb\nc\u202ed ::error::%0A |<b>`*_[x](y)</b> & \"q\" 'r' ]]> ##[error] @everyone \ud800 end",
    path="x\r,y:z%.json",
    dialog="<script>alert(1)</script>",
    node="n\x07",
    witness=("\x9b1m", "--><img src=x onerror=alert(1)>"),
)

REPORTS = {
    "all": Report(findings=FINDINGS, not_checked=NOT_CHECKED, dialogs=2, packs=1),
    "export": Report(findings=EXPORTED, dialogs=2),
    "clean": Report(dialogs=7),
    "clean-pack": Report(packs=1),
    "not-checked": Report(not_checked=NOT_CHECKED, dialogs=1),
    "not-checked-by-many": Report(
        not_checked=tuple(
            NotChecked(rule=rule, path=path, reason="there is no describe of Lead")
            for path, rules in (("a.json", "xyz"), ("b.json", "xy"), ("c.json", "x"))
            for rule in (f"salesforce/{letter}" for letter in rules)
        ),
        dialogs=3,
    ),
    "hostile": Report(
        findings=(HOSTILE,),
        not_checked=(NotChecked(rule="made/check", path="x\n.json", reason="<i>`why`</i>\x1b[2J @you"),),
        dialogs=1,
    ),
}
