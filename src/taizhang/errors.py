"""Every error that Taizhang raises on purpose, in one tree.

    TaizhangError
    ├── ReadingError          a file cannot be read; names the file, the place and the remedy
    │   ├── FileMissing       no such file, or a folder where a file is wanted
    │   ├── FileIrregular     a pipe, a socket or a device, no file
    │   ├── FolderEmpty       a folder without a file
    │   ├── FileForbidden     the file may not be read
    │   ├── FileEmpty         nothing in it
    │   ├── FileTooLarge      above the limit that the message names
    │   ├── FormatUnknown     no reader takes this content
    │   ├── EncodingUnknown   text in no encoding that is known
    │   ├── FileDamaged       cut off or broken; names what is missing
    │   ├── FileLocked        encrypted: a password is wanted
    │   ├── FileHostile       made to harm whoever opens it, or far beyond any document: names the limit
    │   ├── ReaderMissing     the package that reads this format is not installed; names the extra that brings it
    │   ├── NothingReadable   opened, but without a word: pages of pictures, an empty book
    │   └── SeveralDocuments  an archive of several documents, where one is wanted
    ├── FolderWanted          several pages cannot go into one file
    ├── OutputRefused         the output cannot be written
    ├── CatalogueError        a data file of the catalogue is malformed, or an id is unknown
    └── ExtraMissing          a package is wanted that is not installed; names the extra that brings it

A message is kept as a pair of templates, Chinese and English, and rendered late, so that the command line,
the library and the tests share it.
"""

import errno
from typing import ClassVar, NamedTuple


class Words(NamedTuple):
    """What a field of a message says in each language."""

    zh: str
    en: str


def in_language(field: object, lang: str) -> object:
    """What a field says in one language."""
    return getattr(field, lang) if isinstance(field, Words) else field


class TaizhangError(Exception):
    """Base of all errors raised on purpose. `fields` fill the templates of `zh` and `en`."""

    zh: ClassVar[str] = "出错：{detail}"
    en: ClassVar[str] = "error: {detail}"

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(self.message("en"))

    def message(self, lang: str = "zh") -> str:
        """The message in Chinese (`zh`) or English (`en`)."""
        template = self.zh if lang == "zh" else self.en
        said = {name: in_language(field, lang) for name, field in self.fields.items()}
        return template.format_map({"detail": "", **said})


class ReadingError(TaizhangError):
    """A file cannot be read."""

    zh = "{path}：无法读取：{detail}"
    en = "{path}: cannot be read: {detail}"


class FileMissing(ReadingError):
    """There is no file at the path."""

    zh = "{path}：没有这个文件；请检查路径"
    en = "{path}: no such file; check the path"


class FileIrregular(ReadingError):
    """What stands at the path is no file: a pipe, a socket, a device."""

    zh = "{path}：不是普通文件，无法读取；请另存为文件，或用 - 从标准输入读"
    en = "{path}: no regular file; save it as one, or read it from standard input as -"


class FolderEmpty(ReadingError):
    """There is no file in the folder, or only hidden ones."""

    zh = "{path}：文件夹里没有文件；请检查路径"
    en = "{path}: there is no file in this folder; check the path"


class FileForbidden(ReadingError):
    """The file may not be read by this user."""

    zh = "{path}：没有读取权限；请更改文件权限，或换一个账户再读"
    en = "{path}: permission denied; change the file's permissions or read it as another user"


class FileEmpty(ReadingError):
    """The file holds no character besides blanks."""

    zh = "{path}：文件是空的；请重新导出或下载原文"
    en = "{path}: the file is empty; export or download it again"


class FileTooLarge(ReadingError):
    """The file is above the limit, which the message names."""

    zh = "{path}：文件超过上限 {limit} MB；请拆分后再读"
    en = "{path}: the file is above the limit of {limit} MB; split it and read the parts"


class FormatUnknown(ReadingError):
    """No reader takes the content of the file."""

    zh = "{path}：第 {offset} 字节起不是能读的格式（{detail}）；请另存为 DOCX、PDF 或纯文本再读"
    en = "{path}: no format that can be read from byte {offset} on ({detail}); save it as DOCX, PDF or plain text"


class EncodingUnknown(ReadingError):
    """The text is in no encoding that is known."""

    zh = "{path}：第 {offset} 字节起无法解码（试过 {tried}）；请另存为 UTF-8 再读"
    en = "{path}: cannot be decoded from byte {offset} on (tried {tried}); save it as UTF-8 and read that"


class FileDamaged(ReadingError):
    """The file is cut off or broken; `detail` says what is missing or wrong."""

    zh = "{path}：文件不完整或已损坏（{detail}）；请重新下载或导出原文"
    en = "{path}: the file is incomplete or damaged ({detail}); download or export it again"


class FileLocked(ReadingError):
    """The file is encrypted, and opens with a password only."""

    zh = "{path}：文件已加密，需要密码才能打开；请解除密码后另存再读"
    en = "{path}: the file is encrypted and opens only with a password; save it without one and read that"


class FileHostile(ReadingError):
    """The file would take far more time or memory than a document does; `detail` names the limit that it passes."""

    zh = "{path}：文件超出安全限度（{detail}），没有读取；如确为正常文件，请拆分或另存后再读"
    en = "{path}: beyond the limits of safety ({detail}), not read; if it is sound, split it or save it anew"


class ReaderMissing(ReadingError):
    """The package that reads this format is not installed; `extra` brings it."""

    zh = "{path}：读 {kind} 需要 {package}；请运行 pip install 'taizhang[{extra}]'"
    en = "{path}: reading {kind} wants {package}; run pip install 'taizhang[{extra}]'"


class NothingReadable(ReadingError):
    """The file opens, but holds no words."""

    zh = "{path}：打开了，但里面没有文字（{detail}）"
    en = "{path}: it opens, but there are no words in it ({detail})"


class SeveralDocuments(ReadingError):
    """An archive holds several documents, where one is wanted."""

    zh = "{path}：压缩包里有 {count} 份文件；在 Python 里请用 taizhang.read_all，或先解压再读其中一份"
    en = "{path}: the archive holds {count} documents; in Python use taizhang.read_all, or unpack it and read one"


class FolderWanted(TaizhangError):
    """Several pages cannot go into one file."""

    zh = "{count} 个文件要写成 {count} 页；请用 --output 指定一个文件夹"
    en = "{count} files make {count} pages; name a folder with --output"


class OutputRefused(TaizhangError):
    """The output cannot be written."""

    zh = "{path}：写不出结果（{why}）；请检查路径、权限和剩余空间"
    en = "{path}: the output cannot be written ({why}); check the path, the permissions and the space left"


class CatalogueError(TaizhangError):
    """A data file of the catalogue is malformed, or an id is unknown."""

    zh = "目录数据有误：{detail}"
    en = "catalogue: {detail}"


class ExtraMissing(TaizhangError):
    """A package is wanted that is not installed."""

    zh = "没有安装 {package}；请运行 pip install 'taizhang[{extra}]'"
    en = "{package} is not installed; run pip install 'taizhang[{extra}]'"


REFUSALS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许这样操作",
    errno.EROFS: "只读的磁盘",
    errno.ENOENT: "没有这个路径",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘读写出错",
}


def refusal(error: OSError) -> Words:
    """What the system refused, in both languages; what has no Chinese name is told by its number.

    >>> refusal(OSError(errno.ENOSPC, "No space left on device"))
    Words(zh='磁盘已满', en='No space left on device')
    """
    return Words(REFUSALS.get(error.errno or 0, f"系统错误 {error.errno}"), error.strerror or str(error))
