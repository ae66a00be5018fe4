#!/usr/bin/env bash
# What `make` cannot say in a line: the Python environment, and the browser that the tests drive.
set -euo pipefail
cd "$(dirname "$0")"

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

apt() { as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }

python_environment() {
  local python=$1
  if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Comptoir needs Python 3.11 or later: make PYTHON=/path/to/python3.11" >&2
    exit 1
  fi
  if ! [ -x .venv/bin/pip ]; then
    "$python" -m venv .venv 2>/dev/null || { rm -rf .venv; apt python3-venv; "$python" -m venv .venv; }
  fi
  .venv/bin/pip install --quiet uv
  # pip may know folders of wheels that uv does not read from its configuration.
  UV_FIND_LINKS=$(.venv/bin/pip config get global.find-links 2>/dev/null | tr '\n' ' ' | xargs | tr ' ' ',' || true)
  export UV_FIND_LINKS UV_LINK_MODE=copy
  [ -n "$UV_FIND_LINKS" ] || unset UV_FIND_LINKS
  # The CPU build of torch: a wheel at hand, else the one uv chooses for machines without a GPU. Never CUDA.
  if ! .venv/bin/python -c 'import importlib.metadata as m, sys; sys.exit(not m.version("torch").startswith("2.13.0"))' 2>/dev/null; then
    .venv/bin/pip install --quiet --no-index --no-deps torch==2.13.0 2>/dev/null ||
      .venv/bin/uv pip install --quiet --python .venv/bin/python --torch-backend cpu torch==2.13.0
  fi
  .venv/bin/uv pip install --quiet --python .venv/bin/python --constraint constraints.txt --editable '.[actions,dev]'
}

browser() {
  command -v chromium >/dev/null || apt chromium fonts-dejavu-core fonts-noto-color-emoji
}

case ${1:-} in
  python) python_environment "${2:-python3}" ;;
  browser) browser ;;
  *) echo "usage: setup.sh python [INTERPRETER] | browser" >&2; exit 2 ;;
esac
