"""What is done with regions, units, people, roles and tokens."""

from taizhang.server.accounts.actions.grants import give_grant, withdraw_grant
from taizhang.server.accounts.actions.people import change_person, create_person, set_first_password, unlock_person
from taizhang.server.accounts.actions.regions import change_region, create_region
from taizhang.server.accounts.actions.tokens import make_token, revoke_own_token, revoke_token
from taizhang.server.accounts.actions.units import change_unit, close_unit, create_unit, move_unit, order_units
from taizhang.server.accounts.actions.views import change_view, keep_view, remove_view

__all__ = [
    "change_person",
    "change_region",
    "change_unit",
    "change_view",
    "close_unit",
    "create_person",
    "create_region",
    "create_unit",
    "give_grant",
    "keep_view",
    "make_token",
    "move_unit",
    "order_units",
    "remove_view",
    "revoke_own_token",
    "revoke_token",
    "set_first_password",
    "unlock_person",
    "withdraw_grant",
]
