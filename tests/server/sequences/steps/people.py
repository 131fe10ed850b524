"""Units, people, grants, tokens, webhooks."""

from datetime import timedelta

from server.sequences.stage import likely, seen
from server.sequences.steps.registry import step
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.actions import grants, tokens
from taizhang.server.accounts.actions import people as accounts
from taizhang.server.accounts.actions import units as nodes
from taizhang.server.accounts.models import Grant, Role, Token, Unit, User
from taizhang.server.hooks import actions as hooks
from taizhang.server.hooks.models import Hook
from taizhang.server.lib import clock

GRANTS = Grant.objects.select_related("unit", "user")


@step(weight=3)
def give_grant(stage, dice):
    unit, user = dice.pick(Unit.objects.order_by("pk")), dice.pick(User.objects.order_by("pk"))
    by = stage.by(dice, "grant.give", unit)
    until = dice.pick((None, clock.today(), clock.today() - timedelta(days=1)))
    stage.forget()
    return grants.give_grant(by, unit, user=user, role=dice.pick(Role.values), until=until)


@step()
def withdraw_grant(stage, dice):
    """Mostly of those that were given in the sequence itself, so that not everybody is soon without any."""
    grant = likely(dice, GRANTS, withdrawn_at=None, pk__gt=stage.things.last_grant)
    by = stage.by(dice, "grant.withdraw", grant.unit)
    stage.forget()
    return grants.withdraw_grant(by, grant, why="岗位变动")


@step(weight=1)
def create_person(stage, dice):
    unit = dice.pick(Unit.objects.order_by("pk"))
    by = stage.by(dice, "user.create", unit)
    stage.forget()
    return accounts.create_person(by, unit, username=dice.pick(("new-1", "new-2", "planner")), display_name="新人")


@step(weight=1)
def change_person(stage, dice):
    user = dice.pick(User.objects.select_related("unit").order_by("-pk"))
    by = stage.by(dice, "user.change", user.unit)
    said = {"unit": dice.pick(Unit.objects.order_by("pk"))} if dice.below(2) else {"display_name": "改名"}
    said = {"is_active": False} if dice.wild() else said
    stage.forget()
    return accounts.change_person(by, user, expected=seen(dice, user), **said)


@step()
def create_unit(stage, dice):
    parent = dice.pick(Unit.objects.order_by("pk"))
    by = stage.by(dice, "unit.create", parent)
    code = dice.pick(("N1", "N2", "N3", "YL"))
    return nodes.create_unit(by, parent, code=code, name=f"新设{code}局", kind="bureau")


@step(weight=1)
def change_unit(stage, dice):
    unit = dice.pick(Unit.objects.order_by("pk"))
    by = stage.by(dice, "unit.change", unit)
    stage.forget()
    return nodes.change_unit(by, unit, expected=seen(dice, unit), short_name="简称")


@step(weight=1)
def move_unit(stage, dice):
    unit, parent = likely(dice, Unit.objects.exclude(parent=None), code__startswith="N"), dice.pick(Unit.objects.all())
    by = stage.by(dice, "unit.change", unit)
    stage.forget()
    return nodes.move_unit(by, unit, parent=parent, expected=seen(dice, unit))


@step(weight=1)
def close_unit(stage, dice):
    unit = likely(dice, Unit.objects.exclude(parent=None), code__startswith="N")
    by = stage.by(dice, "unit.close", unit)
    stage.forget()
    return nodes.close_unit(by, unit, why="机构改革")


@step(weight=1)
def make_token(stage, dice):
    by = Actor(dice.pick(stage.people()))
    user = dice.pick(stage.people()) if dice.wild() else by.user
    return tokens.make_token(by, user, name="程序", wanted=[dice.pick(("read", "fill", "x"))], days=30)[0]


@step(weight=1)
def revoke_token(stage, dice):
    token = likely(dice, Token.objects.select_related("user__unit"), revoked_at=None)
    return tokens.revoke_token(stage.by(dice, "token.revoke", token.unit), token, why="停用")


@step(weight=1)
def create_hook(stage, dice):
    unit = dice.pick(Unit.objects.order_by("pk"))
    by = stage.by(dice, "webhook.keep", unit)
    return hooks.create_hook(by, unit, name="推送", url="http://127.0.0.1:9/", actions=[dice.pick(("return.*", "x.*"))])


@step(weight=1)
def remove_hook(stage, dice):
    hook = dice.pick(Hook.objects.select_related("unit").order_by("pk"))
    return hooks.remove_hook(stage.by(dice, "webhook.keep", hook.unit), hook)
