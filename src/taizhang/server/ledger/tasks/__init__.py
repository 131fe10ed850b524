"""Tasks of a plan and livelihood commitments: drafts, parts, reports, extensions, lateness, lists with lights."""
