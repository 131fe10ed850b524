"""Follow: each target beside what became of it, with pace, light and what is still needed; a region over the years."""

from taizhang.following.evidence import Evidence
from taizhang.following.following import follow
from taizhang.following.main import is_main, main_stretches
from taizhang.following.measuring import progress_of
from taizhang.following.progress import Progress
from taizhang.following.timeline import timeline
from taizhang.following.verdict import verdict

__all__ = ["Evidence", "Progress", "follow", "is_main", "main_stretches", "progress_of", "timeline", "verdict"]
