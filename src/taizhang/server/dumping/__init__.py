"""The whole ledger as one file: written without stopping, loaded into an empty server, written again the same.

The file is a .zip: rows/<model>.jsonl for every kind of row (ids as they are, keys in order), files/<sha256> for every
document and attachment, manifest.json last with the counts and hashes of all. It holds password hashes and the secrets
of webhooks and second factors: whoever has it has the ledger. Background jobs, sessions and lock-outs are not in it.
"""

from taizhang.server.dumping.checking import Manifest, check_dump
from taizhang.server.dumping.loading import load_dump
from taizhang.server.dumping.writing import dump_chunks, write_dump

__all__ = ["Manifest", "check_dump", "dump_chunks", "load_dump", "write_dump"]
