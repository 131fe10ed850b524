"""Which page of this part is where."""

from django.urls import URLPattern, path

from taizhang.server.pages.plans import (
    adjustments,
    breakdowns,
    opinions,
    plan_list,
    plan_tasks,
    steps,
    targets,
    versions,
)

urlpatterns: list[URLPattern] = [
    path("plans", plan_list.plans, name="plans"),
    path("plans/open", plan_list.open_new, name="plan_open"),
    path("plans/<int:plan>", targets.plan, name="plan"),
    path("plans/versions/<int:version>/targets/add", targets.add, name="plan_target_add"),
    path("plans/versions/<int:version>/targets/carry-over", targets.carry, name="plan_carry_over"),
    path("plans/versions/<int:version>/targets/from-proposals", targets.from_proposals, name="plan_from_proposals"),
    path("plans/targets/<int:target>/change", targets.change, name="plan_target_change"),
    path("plans/targets/<int:target>/remove", targets.remove, name="plan_target_remove"),
    path("plans/<int:plan>/steps", steps.steps, name="plan_steps"),
    path("plans/<int:plan>/steps/take", steps.step, name="plan_step"),
    path("plans/<int:plan>/opinions/ask", opinions.ask, name="plan_ask"),
    path("plans/<int:plan>/opinions/record", opinions.record, name="plan_record"),
    path("plans/opinions/<int:opinion>/give", opinions.give, name="plan_opinion_give"),
    path("plans/opinions/<int:opinion>/countersign", opinions.countersign, name="plan_opinion_countersign"),
    path("plans/opinions/<int:opinion>/decide", opinions.decide, name="plan_opinion_decide"),
    path("plans/<int:plan>/tasks", plan_tasks.tasks, name="plan_tasks"),
    path("plans/versions/<int:version>/tasks/add", plan_tasks.add, name="plan_task_add"),
    path("plans/versions/<int:version>/tasks/take-up", plan_tasks.take_up, name="plan_task_take_up"),
    path("plans/tasks/<int:task>/change", plan_tasks.change, name="plan_task_change"),
    path("plans/tasks/<int:task>/remove", plan_tasks.remove, name="plan_task_remove"),
    path("plans/<int:plan>/breakdowns", breakdowns.breakdowns, name="plan_breakdowns"),
    path("plans/targets/<int:target>/breakdown", breakdowns.breakdown, name="plan_breakdown"),
    path("plans/targets/<int:target>/breakdown/draft", breakdowns.draft, name="plan_breakdown_draft"),
    path("plans/breakdowns/<int:breakdown>/save", breakdowns.save, name="plan_breakdown_save"),
    path("plans/breakdowns/<int:breakdown>/issue", breakdowns.issue, name="plan_breakdown_issue"),
    path("plans/breakdowns/<int:breakdown>/drop", breakdowns.drop, name="plan_breakdown_drop"),
    path("plans/<int:plan>/versions", versions.versions, name="plan_versions"),
    path("plans/<int:plan>/adjust", adjustments.open_new, name="plan_adjust"),
    path("plans/adjustments/<int:version>/propose", adjustments.propose, name="plan_adjustment_propose"),
    path("plans/adjustments/<int:version>/decide", adjustments.decide, name="plan_adjustment_decide"),
    path("plans/adjustments/<int:version>/drop", adjustments.drop, name="plan_adjustment_drop"),
]
