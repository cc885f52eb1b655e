"""A server that follows what GitHub documents: `server.py DESCRIPTOR SCENARIO LOG`.

DESCRIPTOR is a listening socket that it inherits; SCENARIO a JSON object; LOG a file that gets a JSON line a request.
`server.py --planted PLAN` prints the findings that a plan must cause, as "task resource" lines.

A scenario has: plan; secondary, a list of { after, status, retry_after }: the first request past `after` meets a
secondary rate limit; primary, { after, lasts }: the primary limit is used up once, for `lasts` seconds; graphql_error,
a type; hold, a number: the first requests wait for each other until so many are under way, or for ten seconds; app,
{ id, installation, modulus }; unreadable, names of repositories whose settings the token may not see.
"""

import hashlib
import json
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

import graphql
import plan
from apps import Apps
from routes import Refusal, Routes, TOKENS

LIMIT = 5000
SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."


class GitHub:
    """What is shared by all connections."""

    def __init__(self, scenario, log):
        self.scenario, self.log = scenario, log
        self.organisation = plan.PLANS[scenario.get("plan", "sound")]()
        for repository in self.organisation.repositories:
            repository.readable = repository.name not in scenario.get("unreadable", [])
        self.routes = Routes(self.organisation)
        self.apps = Apps(scenario.get("app"))
        self.lock = threading.Lock()
        self.hold = threading.Event()
        self.count = self.used = self.running = self.most = 0
        self.secondary = list(scenario.get("secondary", []))
        self.primary = scenario.get("primary")
        self.reset = int(time.time()) + 3600

    def enter(self, path):
        with self.lock:
            self.count += 1
            self.running += 1
            self.most = max(self.most, self.running)
            if self.running >= self.scenario.get("hold", 0):
                self.hold.set()
        if "/keys" in path and not self.hold.is_set():
            self.hold.wait(10)
            time.sleep(0.2)  # for those that should not come

    def leave(self, entry):
        with self.lock:
            self.running -= 1
            self.log.write(json.dumps({**entry, "most": self.most}) + "\n")
            self.log.flush()

    def limit(self):
        """Raises where a limit of the scenario is met. A limit that was met lets the next request pass."""
        with self.lock:
            if self.secondary and self.count > self.secondary[0]["after"]:
                met = self.secondary.pop(0)
                raise Refusal(met["status"], SECONDARY, {"Retry-After": str(met["retry_after"])})
            if self.primary and self.count > self.primary["after"]:
                lasts, self.primary = self.primary.get("lasts", 1), None
                raise Refusal(403, "API rate limit exceeded for user ID 1.", {
                    "X-RateLimit-Remaining": "0", "X-RateLimit-Used": str(LIMIT),
                    "X-RateLimit-Reset": str(int(time.time()) + lasts)})

    def use(self):
        with self.lock:
            self.used += 1


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "github.com", ""
    wbufsize = -1
    disable_nagle_algorithm = True
    github = None

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self.serve()

    def do_POST(self):
        self.serve()

    def serve(self):
        self.github.enter(self.path)
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.extra = {}
        try:
            status, value = self.answer()
        except Refusal as refusal:
            status, self.extra = refusal.status, {**self.extra, **refusal.headers}
            value = {"message": refusal.message, "documentation_url": "https://docs.github.com/rest",
                     "status": str(refusal.status)}
        status = self.send(status, value)
        self.github.leave({"method": self.command, "path": self.path, "status": status})

    def answer(self):
        parts = urlsplit(self.path)
        path = parts.path.removeprefix("/api/v3").removeprefix("/api").replace("/organizations/1/", "/orgs/acme/")
        self.query = dict(parse_qsl(parts.query))
        if not self.headers.get("User-Agent"):
            raise Refusal(403, "Request forbidden by administrative rules. Please make sure your request has a "
                               "User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api"
                               "#user-agent-required). Check https://developer.github.com for other possible causes.")
        kind, _, secret = self.headers.get("Authorization", "").partition(" ")
        if kind.lower() not in ("bearer", "token") or not secret:
            raise Refusal(401, "Requires authentication")
        if secret.count(".") == 2:
            return self.github.apps.answer(self.command, path, secret)
        token = TOKENS.get(secret)
        if not token:
            raise Refusal(401, "Bad credentials")
        if token.scopes is not None:
            self.extra["X-OAuth-Scopes"] = ", ".join(token.scopes)
        self.github.limit()
        if self.command == "POST" and path == "/graphql":
            return 200, graphql.answer(self.github.organisation, token, json.loads(self.body), self.github.scenario)
        if self.command != "GET":
            raise Refusal(404, "Not Found")
        status, value = self.github.routes.answer(path, self.query, token)
        return status, self.page(parts, value) if isinstance(value, list) else value

    def page(self, parts, items):
        """One page of a list, with the Link header (RFC 8288) where there are others. GitHub's links name an
        organisation by its number."""
        size = min(int(self.query.get("per_page", 30)), 100)
        number = int(self.query.get("page", 1))
        last = max(1, -(-len(items) // size))

        path = parts.path.replace("/orgs/acme/", "/organizations/1/")

        def link(page, relation):
            query = urlencode({**self.query, "page": page})
            return f'<http://{self.headers["Host"]}{path}?{query}>; rel="{relation}"'

        links = [link(number - 1, "prev")] if number > 1 else []
        links += [link(number + 1, "next"), link(last, "last")] if number < last else []
        links += [link(1, "first")] if number > 1 else []
        if links:
            self.extra["Link"] = ", ".join(links)
        return items[(number - 1) * size:number * size]

    def send(self, status, value):
        body = b"" if value is None else json.dumps(value, separators=(",", ":")).encode()
        tag = f'W/"{hashlib.sha256(body).hexdigest()}"'
        if status == 200 and self.command == "GET":
            self.extra["ETag"] = tag
            if self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
        if status != 304 and "X-RateLimit-Used" not in self.extra:
            self.github.use()
        self.send_response(status)
        used = self.github.used
        headers = {
            "Content-Type": "application/json; charset=utf-8", "X-GitHub-Media-Type": "github.v3; format=json",
            "X-RateLimit-Limit": LIMIT, "X-RateLimit-Remaining": LIMIT - used, "X-RateLimit-Used": used,
            "X-RateLimit-Reset": self.github.reset, "X-RateLimit-Resource": "core", **self.extra,
        }
        if status not in (204, 304):
            headers["Content-Length"] = len(body)
        for name, text in headers.items():
            self.send_header(name, str(text))
        self.end_headers()
        self.wfile.write(body)
        return status


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, descriptor, github):
        super().__init__(("127.0.0.1", 0), type("Bound", (Handler,), {"github": github}), bind_and_activate=False)
        self.socket.close()
        self.socket = socket.socket(fileno=descriptor)


def main(arguments):
    if arguments[0] == "--planted":
        for task, resource in sorted(plan.PLANS[arguments[1]]().planted):
            print(task, resource)
        return
    descriptor, scenario, log = arguments
    with open(log, "a", encoding="utf-8") as lines:
        Server(int(descriptor), GitHub(json.loads(scenario), lines)).serve_forever()


if __name__ == "__main__":
    main(sys.argv[1:])
