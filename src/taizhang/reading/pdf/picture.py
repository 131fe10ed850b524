"""A page of a PDF drawn as a picture, for what recognises words in pictures."""

import ctypes
import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from taizhang.reading.ocr import PageImage

MOST_PIXELS = 36_000_000  # A3 at 300 dpi has 17 million; larger sheets are drawn coarser
WHITE = 0xFFFFFFFF


def drawn_page(page: Any, dpi: float) -> "PageImage":
    """An open page, drawn on white at so many dots an inch, or at fewer where it is very large."""
    import numpy as np  # noqa: PLC0415 - comes with the extra for recognition
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    from taizhang.reading.ocr import PageImage  # noqa: PLC0415

    width, height = max(pdfium.FPDF_GetPageWidthF(page), 1.0), max(pdfium.FPDF_GetPageHeightF(page), 1.0)
    scale = min(dpi / 72, math.sqrt(MOST_PIXELS / (width * height)))
    across, down = max(round(width * scale), 1), max(round(height * scale), 1)
    bitmap = pdfium.FPDFBitmap_Create(across, down, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, WHITE)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, pdfium.FPDF_REVERSE_BYTE_ORDER)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        address = pdfium.FPDFBitmap_GetBuffer(bitmap)
        lines = np.ctypeslib.as_array(ctypes.cast(address, ctypes.POINTER(ctypes.c_uint8)), (down, stride))
        return PageImage(lines[:, : across * 4].reshape(down, across, 4)[:, :, :3].copy(), width, height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
