"""Workbench: a year's data beside the pages it will print, in the browser, by a server of this machine only.

Starlette, uvicorn and watchfiles (the extra ``work``) are imported when the command runs, by nothing else.
"""
