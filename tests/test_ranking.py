"""In which order findings are shown."""

from taizhang.checking import ranked
from taizhang.model import Finding


def found(check, severity, weight):
    return Finding(check, severity, (), {}, weight)


def test_the_gravest_come_first_and_the_weightiest_of_a_check():
    mixed = [found("a", "low", 9.0), found("a", "high", 1.0), found("a", "medium", 5.0), found("a", "high", 2.0)]
    assert [(one.severity, one.weight) for one in ranked(mixed)] == [
        ("high", 2.0),
        ("high", 1.0),
        ("medium", 5.0),
        ("low", 9.0),
    ]


def test_many_findings_of_one_check_do_not_hide_the_others():
    many = [found("many", "medium", 9.0 - at) for at in range(6)]
    few = [found("few", "medium", 0.5)]
    assert [one.check for one in ranked([*few, *many])][:3] == ["many", "many", "few"]
    assert sorted(one.weight for one in ranked([*few, *many])) == sorted(one.weight for one in [*few, *many])


def test_a_check_waits_for_others_of_its_own_severity_alone():
    mixed = [found("a", "high", 1.0 + at) for at in range(3)] + [found("b", "medium", 9.0)]
    assert [one.severity for one in ranked(mixed)] == ["high", "high", "high", "medium"]
