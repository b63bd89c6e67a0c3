#!/bin/sh
# Install Debian packages when this may be done here, or say how; usage: install.sh PACKAGE ...
set -eu
if ! command -v apt-get >/dev/null; then
  echo "Please install: $*" >&2
  exit 1
elif [ "$(id -u)" != 0 ]; then
  echo "Please run: sudo apt-get install -y $*" >&2
  exit 1
fi
echo "Installing $* with apt-get ..."
apt-get update -q >/dev/null
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null
