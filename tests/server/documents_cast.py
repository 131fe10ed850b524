"""What the tests of documents share: files in memory, documents that were uploaded and read."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.server.accounts.acting import SERVER
from taizhang.server.documents.models import Document
from taizhang.server.documents.uploading import take_in
from taizhang.server.jobs.queue import run_waiting_jobs

EXAMPLES = Path(__file__).parents[2] / "examples"
PLAN = """云澜市2024年国民经济和社会发展计划

一、2023年计划执行情况

全市地区生产总值完成1572.4亿元，同比增长5.8%。粮食总产量达到118.6万吨。

二、2024年主要预期目标

主要预期目标是：地区生产总值增长6%以上；城镇新增就业4.2万人以上，城镇调查失业率控制在5.5%以内；外贸进出口保稳提质。

三、2024年主要任务

（一）抓好项目建设。新建5G基站800个以上。（责任单位：发展和改革委员会）
"""


def file_of(text=PLAN, name="云澜市2024年计划.txt"):
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def files_kept():
    """Every file in the folder of the documents."""
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def uploaded(unit, text=PLAN, name="云澜市2024年计划.txt", **settled):
    """A document that the server itself took in."""
    data = text if isinstance(text, bytes) else text.encode()
    return take_in(SERVER, unit, [data], name=name, **settled)[0]


def read_in(unit, text=PLAN, name="云澜市2024年计划.txt", **settled):
    """A document that was taken in and read."""
    document = uploaded(unit, text, name, **settled)
    run_waiting_jobs()
    return Document.objects.get(pk=document.pk)


def example(unit, name):
    """One of the eight documents of the example city, read."""
    return read_in(unit, (EXAMPLES / f"{name}.txt").read_bytes(), f"{name}.txt")


@pytest.fixture
def configured(settings):
    """`configured(UPLOAD_MB=1)` sets settings of the server for a test."""

    def configure(**values):
        words = {name: str(value) for name, value in values.items()}
        settings.CONFIG = replace(settings.CONFIG, values={**settings.CONFIG.values, **words})

    return configure


@pytest.fixture
def folder(settings, tmp_path):
    """A folder of documents of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT
