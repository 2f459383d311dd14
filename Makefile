# Needs GNU make 3.81 or later, a POSIX shell, and nothing else but Python. `make help` lists the targets.
# Every path below is relative, so the checkout may live anywhere, in a folder with blanks too.

PREFIX ?= $(HOME)/.local

.DEFAULT_GOAL := help
.NOTPARALLEL:
.SUFFIXES:

# What the user wrote reaches the shell through the environment: blanks, quotes and dollars survive.
export GDTUI_DATA := $(value DATA)
export GDTUI_PREFIX := $(PREFIX)
export GDTUI_PYTHON := $(PYTHON)

# torch 2.13 exists for Python 3.11 to 3.14. Debian's python3 without python3-venv lacks ensurepip.
define find_python
fits='import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'; \
if [ -n "$$GDTUI_PYTHON" ]; then set -- "$$GDTUI_PYTHON"; \
else set -- python3 python3.14 python3.13 python3.12 python3.11 python; fi; \
python=; for name do "$$name" -c "$$fits" 2>/dev/null && { python=$$name; break; }; done; \
if [ -z "$$python" ]; then \
  echo "gdtui needs Python 3.11 to 3.14 with its venv module; tried: $$*. Install one (Debian, Ubuntu: apt install python3 python3-venv) or name it: make PYTHON=/path/to/python3" >&2; \
  exit 1; \
fi
endef

# A terminal shows pip's own progress; a log gets one line before and errors only.
define pip_install
quiet=; [ -t 1 ] || quiet=--quiet; "$$bin/python" -m pip install $$quiet --disable-pip-version-check
endef

SLOW := Installing PyTorch and the rest; the first time this takes minutes (README.md, "Install").

.PHONY: help
help: ## List the targets
	@echo 'make run [DATA=my.csv] [ARGS="..."]   train: on the bundled crops where DATA is not given'
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1	\2/p' Makefile | expand -t 18

.PHONY: run
run: .venv/ready
	@case $$GDTUI_DATA in '~/'*) GDTUI_DATA=$$HOME/$${GDTUI_DATA#??};; esac; \
	exec .venv/bin/gdtui $(ARGS) $${GDTUI_DATA:+"$$GDTUI_DATA"}

# Without bytecode each process would compile gdtui again, and each run the tests.
.PHONY: test
test: .venv/ready-dev ## Run the tests (ARGS="..." goes to pytest)
	@PYTHONDONTWRITEBYTECODE= .venv/bin/python -m pytest $(ARGS)

.PHONY: check
check: lint test ## Everything that must pass: format, lint, types, tests

.PHONY: lint
lint: .venv/ready-dev
	@.venv/bin/ruff format --check
	@.venv/bin/ruff check
	@.venv/bin/mypy

.PHONY: format
format: .venv/ready-dev ## Format the code and mend what ruff can mend
	@.venv/bin/ruff check --fix-only --quiet
	@.venv/bin/ruff format

.PHONY: soak
soak: .venv/ready-dev ## Kill, damage and fill up until a promise breaks; takes an hour
	@.venv/bin/python -m tests.soak $(ARGS)

.PHONY: bench
bench: .venv/ready-dev ## Measure the speed, start to last byte (ARGS="--quick", or names)
	@.venv/bin/python benchmarks/every.py $(ARGS)

.PHONY: bench-peers
bench-peers: .venv/ready-dev .venv-peers/ready ## Measure it against Lightning, Keras and others
	@.venv/bin/python benchmarks/peers.py $(ARGS)

.PHONY: pictures
pictures: .venv/ready ## Take the README's pictures again
	@.venv/bin/python docs/take_pictures.py

.PHONY: wheel
wheel: .venv/created ## Build a wheel in dist/
	@.venv/bin/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .
	@ls dist/*.whl

# The link is made last: it never points at half an installation.
.PHONY: install
install: ## Install gdtui for this user (PREFIX=~/.local)
	@$(find_python); \
	mkdir -p "$$GDTUI_PREFIX/bin" "$$GDTUI_PREFIX/share/gdtui" || exit 1; \
	prefix=$$(cd "$$GDTUI_PREFIX" && pwd); venv=$$prefix/share/gdtui/venv; bin=$$venv/bin; \
	link=$$prefix/bin/gdtui; \
	if [ -e "$$link" ] && [ "$$(readlink "$$link")" != "$$bin/gdtui" ]; then \
	  echo "$$link exists and is not from 'make install': remove it first, or choose another PREFIX." >&2; \
	  exit 1; \
	fi; \
	echo '$(SLOW)'; \
	"$$bin/python" -m pip --version >/dev/null 2>&1 || "$$python" -m venv --clear "$$venv" || exit 1; \
	$(pip_install) . || exit 1; \
	ln -sf "$$bin/gdtui" "$$link" && echo "Installed $$link" || exit 1; \
	case ":$$PATH:" in *":$$prefix/bin:"*) ;; \
	*) echo "That folder is not on your PATH. Add to your shell's profile: export PATH=\"$$prefix/bin:\$$PATH\"";; esac

.PHONY: uninstall
uninstall: ## Remove what 'make install' installed
	@prefix=$$(cd "$$GDTUI_PREFIX" && pwd) || exit 1; \
	venv=$$prefix/share/gdtui/venv; link=$$prefix/bin/gdtui; \
	if [ "$$(readlink "$$link")" = "$$venv/bin/gdtui" ]; then rm "$$link" && echo "Removed $$link"; fi; \
	if [ -f "$$venv/pyvenv.cfg" ]; then rm -rf "$$venv" && echo "Removed $$venv"; fi; \
	rmdir "$$prefix/share/gdtui" 2>/dev/null || true

.PHONY: clean
clean: ## Remove .venv, dist and every cache
	@rm -rf .venv .venv-peers dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -prune -exec rm -rf {} +

# Each step of the set-up writes its file last, so that an interrupted one starts again.

# A checkout that moved, or a Python that is gone, leaves a .venv that only looks whole.
ifneq ($(shell test -x .venv/bin/python && cat .venv/created 2>/dev/null),$(shell pwd -P))
.PHONY: .venv/created
endif

.venv/created:
	@$(find_python); \
	echo "Creating .venv with $$python"; \
	"$$python" -m venv --clear .venv && pwd -P >$@

.venv/ready: .venv/created pyproject.toml
	@echo '$(SLOW)'
	@bin=.venv/bin; $(pip_install) --editable .
	@.venv/bin/python -m compileall -q src
	@touch $@

# Read by hand: the pip that comes with Python 3.11 does not know --group yet.
GROUP := import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")

.venv/ready-dev: .venv/ready
	@echo 'Installing the tools for tests and checks'
	@.venv/bin/python -c '$(GROUP)' >.venv/dev.txt
	@bin=.venv/bin; $(pip_install) --requirement .venv/dev.txt
	@touch $@

# One by one: what cannot be installed here is told in the table, and the others are measured.
.venv-peers/ready: .venv/created benchmarks/peers.txt
	@echo 'Creating .venv-peers, which takes minutes too'
	@.venv/bin/python -m venv --clear .venv-peers
	@bin=.venv-peers/bin; while read -r one; do \
	  $(pip_install) "$$one" </dev/null || echo "not installed: $$one" >&2; done <benchmarks/peers.txt
	@touch $@
