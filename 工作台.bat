@echo off
setlocal DisableDelayedExpansion
pushd "%~dp0"
set "PYTHON="
for %%P in ("py -3" "python" "python3") do if not defined PYTHON call :try %%P
if not defined PYTHON goto missing
%PYTHON% run.py work %*
if errorlevel 1 pause
popd
exit /b

:try
%~1 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 set "PYTHON=%~1"
exit /b

rem Chinese stands below only: old consoles lose their place in a file after the code page has changed.
:missing
chcp 65001 >nul
echo.
echo   这台电脑上没有 Python 3.11 或更新的版本，工作台打不开。
echo.
echo   1. 用浏览器打开 https://www.python.org/downloads/ ，下载并运行安装程序；
echo   2. 安装时先勾选下面的 Add python.exe to PATH，再点 Install Now；
echo   3. 装好以后，再双击一次“工作台”。
echo.
echo   电脑不能上网的，请管理员把安装程序拷过来。
echo.
pause
popd
exit /b 1
