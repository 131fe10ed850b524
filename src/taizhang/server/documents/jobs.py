"""What is done with documents in the background."""

from taizhang.server.documents.comparing import compare_documents
from taizhang.server.documents.reading import read_document
from taizhang.server.jobs.queue import job


@job("documents.read")
def read(document: int) -> None:
    """Read a document."""
    read_document(document)


@job("documents.compare")
def compare(at: int, documents: list[int]) -> None:
    """Link and check documents with each other, on behalf of the unit `at`."""
    compare_documents(at, documents)
