# Everything a person or CI types. On a fresh machine only make and Python 3.11 or later are wanted: `make run`
# and `make test` install the rest into .venv, pinned and hashed, and need no network once that is done.

PYTHON ?= $(shell sh scripts/find-python)
BIN    := .venv/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
# One more than there are cores: who waits for a browser or another process leaves its core to the others.
JOBS   ?= $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1)
SERVE  ?= 1
PORT   ?= 8000
BEGUN  := $(shell date +%s)

# The tests start some hundred processes, each of which would compile a thousand modules anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test lint tests postgresql fix reference pictures shots bench ocr requirements clean

help:  ## 列出命令 · list the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 22

run: .venv/run  ## 打印示例文档的摘要，装入示例城市并启动服务（SERVE=0 不启动，PORT=端口） · sum the examples up, serve the example city
	@$(BIN)/taizhang summary examples/*.txt
	@$(BIN)/taizhang check examples/*.txt --limit 5
ifneq ($(SERVE),0)
	@BEGUN=$(BEGUN) sh scripts/serve-demonstration $(PORT)
endif

test: lint tests postgresql  ## 全部检查 · everything CI runs

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports --no-logo

tests: .venv/test
	@sh scripts/get-fonts
	@sh scripts/get-chromium
	$(BIN)/pytest -q -n $(JOBS) --dist worksteal

postgresql: .venv/test  ## 在真的 PostgreSQL 上再测服务器 · try the server on a real PostgreSQL too
	@sh scripts/with-postgresql $(BIN)/pytest -q -n $(JOBS) --dist worksteal tests/server || test $$? = 77

ocr: .venv/ocr  ## 加装识别扫描件所需的包（约 400 MB） · install what recognising scans wants (some 400 MB)

fix: .venv/test  ## 自动整理代码格式 · mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

reference: .venv/test  ## 重新生成参考文档 · write docs/reference anew from the code
	$(BIN)/python docs/generate.py

pictures: .venv/test  ## 重拍文档插图（需 chromium）· take docs/pictures again (wants chromium)
	@sh scripts/get-chromium
	$(BIN)/python docs/picture.py
	PICTURES=$(CURDIR)/docs/pictures $(BIN)/pytest -q -n 0 tests/face/test_tutorial.py

shots: .venv/test  ## 拍下每一页（两种语言、三种宽度）到 build/shots · photograph every page into build/shots
	@sh scripts/get-chromium
	cd tests && ../$(BIN)/python -m face.shooting ../build/shots

bench: .venv/test  ## 测速与评分 · speed, memory and score, over the sample documents and over a large ledger
	$(BIN)/python bench/read
	$(BIN)/python bench/formats
	$(BIN)/python bench/link
	$(BIN)/python bench/plant
	$(BIN)/python bench/ledger
	$(BIN)/python bench/year
	$(BIN)/python bench/workbooks
	$(BIN)/python bench/sequences
	$(BIN)/python bench/api_fuzz
	$(BIN)/python bench/face

requirements: .venv/test  ## 重新锁定依赖 · pin the dependencies anew
	sh scripts/pin-requirements

clean:  ## 删去安装与缓存 · remove what was installed and cached
	rm -rf .venv .taizhang-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist

.venv/run: .venv/pyvenv.cfg requirements/run.txt pyproject.toml
	@echo "正在安装运行所需的包 · installing what is needed to run …" >&2
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test: .venv/run requirements/test.txt
	@echo "正在安装测试所需的包 · installing what is needed to test …" >&2
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

.venv/ocr: .venv/run requirements/ocr.txt
	@echo "正在安装识别扫描件所需的包 · installing what recognising scans wants …" >&2
	@$(PIP) install --require-hashes -r requirements/ocr.txt
	@touch $@

.venv/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "找不到 Python 3.11 或更高版本；请先安装，或用 make PYTHON=路径 指定 · no Python 3.11 or later found; install one, or name it: make PYTHON=PATH" >&2; exit 2; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "无法建立虚拟环境；Debian 与 Ubuntu 请先安装 python3-venv · cannot make .venv; on Debian and Ubuntu install python3-venv" >&2; exit 2; }
