"""Forms, returns with their cells, exemptions from locks, notices, and imports of workbooks."""

from taizhang.server.returns.models.filed import RETURN, Cell, Exemption, Return
from taizhang.server.returns.models.forms import Form, FormRow, FormUnit
from taizhang.server.returns.models.imports import IMPORT, Import, ImportPart
from taizhang.server.returns.models.notices import Notice

__all__ = [
    "IMPORT",
    "RETURN",
    "Cell",
    "Exemption",
    "Form",
    "FormRow",
    "FormUnit",
    "Import",
    "ImportPart",
    "Notice",
    "Return",
]
