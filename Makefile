# All daily commands. `make` alone explains them.

# The distribution's own interpreter first: it is built with profiling, about a quarter faster.
PY ?= $(shell for p in /usr/bin/python3.11 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
UV_VERSION := 0.13.9
COMPILE := $(UV) pip compile -q --generate-hashes --no-header --no-annotate --python-version 3.11

.DEFAULT_GOAL := help
.PHONY: help run test check fmt bench soak demo messages schema shots lock clean

help:
	@echo '大客户系统 · 日常命令'
	@echo ''
	@echo '  make run        启动系统（首次启动载入演示公司；make run DEMO=0 从空的系统开始）'
	@echo '  make demo       把演示公司恢复到最初的样子'
	@echo '  make check      改一行、查一遍：格式、边界、类型、结构、核心测试（几十秒）'
	@echo '  make test       全部检查与全部测试，制度与规则须百分之百覆盖'
	@echo '  make fmt        整理代码格式'
	@echo '  make bench      跑基准，写入 bench/results.json 与 docs/benchmarks.md'
	@echo '  make lock       按 pyproject.toml 重新锁定依赖版本'
	@echo '  make schema     更新接口文档和权限对照表的快照（docs/api/openapi.json、docs/permissions.md）'
	@echo '  make shots      更新说明文档中的截图'
	@echo '  make clean      删除虚拟环境与各种缓存（var/ 中的数据不动）'
	@echo ''
	@echo '  尚未建成：make soak（长时间压力与断电测试）、make messages（翻译词条）'

# ---------------------------------------------------------------- environment

$(VENV)/.base: requirements.lock pyproject.toml
	@test -n '$(PY)' || { echo '需要 Python 3.11：请安装后重试（Debian 12 上执行 apt-get install python3.11 python3.11-venv），或用 make PY=解释器路径 指定。'; exit 1; }
	@$(PY) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo '需要 Python 3.11，而 $(PY) 不是。'; exit 1; }
	@$(PY) -c 'import ensurepip' 2>/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo '缺少 python3.11-venv，正在安装……'; \
			apt-get update -qq && apt-get install -y -qq --no-install-recommends python3.11-venv; \
		else \
			echo '缺少 python3.11-venv，无法建立虚拟环境。请用管理员身份执行：'; \
			echo '    apt-get update && apt-get install -y --no-install-recommends python3.11-venv'; \
			exit 1; \
		fi; }
	@test -x $(BIN)/python && $(BIN)/python -m pip --version >/dev/null 2>&1 || $(PY) -m venv --clear $(VENV)
	@test -x $(UV) || $(BIN)/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)
	@$(UV) pip install -q -p $(BIN)/python --require-hashes -r requirements.lock
	@$(UV) pip install -q -p $(BIN)/python --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements-dev.lock
	@$(UV) pip install -q -p $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

lock: $(VENV)/.base
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) -c requirements.lock --group dev pyproject.toml -o requirements-dev.lock

# ---------------------------------------------------------------- the system

run: $(VENV)/.base
	@exec $(BIN)/dakehu serve $(if $(filter 0,$(DEMO)),--empty) $(if $(PORT),--port $(PORT))

demo: $(VENV)/.base
	@$(BIN)/dakehu demo reset

# ---------------------------------------------------------------- checks

# A browser and Chinese fonts, which the journeys need and no wheel brings.
BROWSER_PACKAGES := chromium fonts-noto-cjk poppler-utils
.PHONY: browser
browser:
	@command -v chromium >/dev/null && command -v pdftoppm >/dev/null && fc-list 2>/dev/null | grep -qi 'noto.*cjk' || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo '缺少浏览器或中文字体，正在安装……'; \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(BROWSER_PACKAGES) >/dev/null; \
		else \
			echo '缺少浏览器或中文字体，浏览器测试无法进行。请用管理员身份执行：'; \
			echo '    apt-get update && apt-get install -y --no-install-recommends $(BROWSER_PACKAGES)'; \
			exit 1; \
		fi; }

# Cheap checks first: the first one that fails ends the run.
.PHONY: static
static: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy

check: static
	$(BIN)/pytest -q -n auto -m 'not slow' tests/architecture tests/policy tests/rules tests/kit tests/audit

# The areas with tables run on both databases.
AREAS := kit audit accounts calendar organization documents exchange periods rulebook \
	catalog deals receipts targets conduct rewards performance pay demo web api
test: static browser
	$(BIN)/pytest -q -n auto --cov --cov-report=term tests --ignore=tests/journeys
	$(BIN)/python -m tests.on_postgresql -q -n auto -m 'not slow' $(addprefix tests/,$(AREAS))
	$(BIN)/pytest -q -n 2 --dist loadfile tests/journeys

schema: $(VENV)/.base
	$(BIN)/dakehu access matrix --markdown > docs/permissions.md
	$(BIN)/dakehu api schema > docs/api/openapi.json

shots: $(VENV)/.dev browser
	$(BIN)/python -m tests.journeys.shots

fmt: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage .coverage.* build dist
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

# ---------------------------------------------------------------- not built yet

soak:
	@echo '长时间压力与断电测试尚未建成，目前请用 make test。'; exit 1

messages:
	@echo '翻译词条尚未建成：页面上的文字都已标记，英文词条在其余部分之后。'; exit 1
