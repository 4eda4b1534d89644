"""Several students at once, each in a browser without a screen: python students.py HUB PASSWORD CELLS CELL NAME…

Each logs in, waits for the server, opens the first lesson, runs so many of its cells and then one more, and saves nothing. What
each has seen is printed as JSON.
"""

import asyncio
import json
import re
import sys
import time
import uuid

import aiohttp
import psutil
from yarl import URL

LESSON = "breaking-symmetry/01-why-not-zeros.ipynb"
# Only what hangs takes so long, even on a machine that has much else to do.
START_SECONDS = CELL_SECONDS = 600


async def main(hub: str, password: str, count: str, last_cell: str, names: list[str]) -> None:
    studies = (study(hub, name, password, int(count), last_cell) for name in names)
    print(json.dumps(await asyncio.gather(*studies)))


async def study(hub: str, name: str, password: str, count: int, last_cell: str) -> dict:
    # Browsers keep cookies of an address without a name too.
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as browser:
        started = time.monotonic()
        page = await log_in(browser, hub, name, password)
        at_server = time.monotonic()
        own = f"{hub}/user/{name}"
        async with browser.get(f"{own}/api/contents/{LESSON}") as answer:
            answer.raise_for_status()
            cells = (await answer.json())["content"]["cells"]
        code = [cell["source"] for cell in cells if cell["cell_type"] == "code"][:count]
        headers = {"X-XSRFToken": jar.filter_cookies(URL(f"{own}/"))["_xsrf"].value}
        wanted = {"path": LESSON, "name": LESSON, "type": "notebook", "kernel": {"name": "breaking-symmetry"}}
        async with browser.post(f"{own}/api/sessions", json=wanted, headers=headers) as answer:
            answer.raise_for_status()
            kernel = (await answer.json())["kernel"]["id"]
        async with browser.ws_connect(f"{own}/api/kernels/{kernel}/channels", max_msg_size=0) as channels:
            ran = [await asyncio.wait_for(execute(channels, cell), CELL_SECONDS) for cell in [*code, last_cell]]
        return {
            "name": name,
            "address": page["address"][len(own) :],
            "extensions": [one["name"] for one in page["config"]["federated_extensions"]],
            "asksAboutNews": not page["config"]["news"]["disabled"],
            "cells": len(code),
            "last": ran[-1]["text"],
            "errors": [error for outcome in ran for error in outcome["errors"]],
            "mimeTypes": sorted({mime for outcome in ran for mime in outcome["mimeTypes"]}),
            "seconds": {"start": at_server - started, "run": time.monotonic() - at_server},
            "memory": memory(name),
        }


async def log_in(browser: aiohttp.ClientSession, hub: str, name: str, password: str) -> dict:
    """Fills in the form and waits, as the page does, until the hub leads on to the student's own server."""
    async with browser.get(f"{hub}/hub/login") as answer:
        token = re.search(r'name="_xsrf" value="([^"]*)"', await answer.text())[1]
    form = {"username": name, "password": password, "_xsrf": token}
    async with browser.post(f"{hub}/hub/login?next=%2Fhub%2Fspawn", data=form) as answer:
        answer.raise_for_status()
    end = time.monotonic() + START_SECONDS
    while True:
        async with browser.get(f"{hub}/user/{name}/") as answer:
            text, address = await answer.text(), str(answer.url)
            if answer.ok and address.startswith(f"{hub}/user/{name}/"):
                config = re.search(r'<script id="jupyter-config-data"[^>]*>([^<]*)</script>', text)[1]
                return {"address": address, "config": json.loads(config)}
        if answer.status >= 500 or time.monotonic() > end:
            raise TimeoutError(f"The hub did not start {name}'s server: {answer.status} {address}\n{text[-2000:]}")
        await asyncio.sleep(0.3)


async def execute(channels: aiohttp.ClientWebSocketResponse, code: str) -> dict:
    """Runs a cell to its end, which is when its reply has come and the kernel is idle again."""
    number = uuid.uuid4().hex
    header = {"msg_id": number, "msg_type": "execute_request", "username": "", "session": number, "version": "5.3"}
    content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": False}
    await channels.send_json(
        {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content}
    )
    errors, mime_types, text, awaited = [], set(), None, {"reply", "idle"}
    while awaited:
        message = await channels.receive_json()
        if message["parent_header"].get("msg_id") != number:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "error":
            errors.append(f"{content['ename']}: {content['evalue']}")
        if kind in ("display_data", "execute_result"):
            mime_types |= content["data"].keys()
            text = content["data"].get("text/plain")
        if kind == "execute_reply":
            awaited.discard("reply")
        if kind == "status" and content["execution_state"] == "idle":
            awaited.discard("idle")
    return {"errors": errors, "mimeTypes": mime_types, "text": text}


def memory(name: str) -> dict | None:
    """What a student's processes take, in megabytes: memory that several share counts in parts. Only Linux tells it."""
    if not sys.platform.startswith("linux"):
        return None
    server, kernel = 0, 0
    for process in psutil.process_iter():
        try:
            if process.environ().get("JUPYTERHUB_USER") == name:
                size = process.memory_full_info().pss / 1e6
                if "--config-path" in process.cmdline():
                    kernel += size
                else:
                    server += size
        except psutil.Error:
            pass
    return {"server": server, "kernel": kernel}


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:5], sys.argv[5:]))
