"""What luahost's throughput is compared with: aiohttp.

    throughput.py URL TASKS REQUESTS

Prints { "duration": seconds } as JSON: TASKS tasks at once, each with REQUESTS requests one after the other.
"""

import asyncio
import json
import sys
import time

import aiohttp


async def fetch(session, url, requests):
    for _ in range(requests):
        async with session.get(url) as response:
            await response.read()


async def main(url, tasks, requests):
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        start = time.perf_counter()
        await asyncio.gather(*(fetch(session, url, requests) for _ in range(tasks)))
        print(json.dumps({"duration": time.perf_counter() - start}))


asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
