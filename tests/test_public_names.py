"""What the package promises by name. A change here is a change for users, and wants a line in CHANGELOG.md."""

import inspect

import taizhang
from taizhang import errors, model

PUBLIC = ["Reading", "check", "extract", "follow", "link", "read", "read_all", "read_text", "timeline"]


def test_the_package_offers_these_names():
    assert sorted(taizhang.__all__) == PUBLIC
    assert all(hasattr(taizhang, name) for name in PUBLIC)


def test_every_public_name_says_what_it_means():
    assert all(inspect.getdoc(getattr(taizhang, name)) for name in PUBLIC)


def test_every_record_can_be_imported_from_model():
    assert [name for name in model.__all__ if not hasattr(model, name)] == []


def test_every_error_is_drawn_in_the_tree_of_errors():
    tree = inspect.getdoc(errors)
    kinds = [name for name, kind in vars(errors).items() if inspect.isclass(kind) and issubclass(kind, Exception)]
    assert [name for name in kinds if f" {name} " not in f"{tree.replace(chr(10), ' ')} "] == []
