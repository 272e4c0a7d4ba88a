#!/bin/sh
# Opens the workbench by a double click on macOS, and on Linux where files may be run so.
cd "$(dirname "$0")" || exit 1
for python in python3 python3.14 python3.13 python3.12 python3.11 python; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    exec "$python" run.py work "$@"
  fi
done
cat <<'WORDS'

  这台电脑上没有 Python 3.11 或更新的版本，工作台打不开。

  1. 用浏览器打开 https://www.python.org/downloads/ ，下载并运行安装程序；
  2. 装好以后，再双击一次“工作台”。

WORDS
printf '按回车键关闭…'
read -r _
exit 1
