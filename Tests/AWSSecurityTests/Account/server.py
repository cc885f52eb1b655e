#!/usr/bin/env python3
"""An AWS account to look for faults in: moto's server, filled by plan, with known faults.

    server.py [PORT]

Prints one line of JSON, { "port": …, "account": …, "regions": […], "planted": [[insight, resource], …] }, once the account
is filled, and serves until it is ended, or who started it has. Now and then S3 says that it is asked too fast; one call is
denied.
"""

import json
import os
import sys
import threading
import time

os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION="us-east-1")
os.environ.pop("AWS_ENDPOINT_URL", None)

import logging  # noqa: E402

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app  # noqa: E402
from werkzeug.serving import WSGIRequestHandler, make_server  # noqa: E402

import plan  # noqa: E402

DENIED = {("/" + plan.DENIED_BUCKET, "policy")}


class Gate:
    """In front of moto: denies a call, and answers each 97th of S3's with SlowDown while it is armed."""

    def __init__(self, application):
        self.application = application
        self.armed = False
        self.count = 0
        self.lock = threading.Lock()

    def __call__(self, environ, start_response):
        if self.armed:
            target = environ.get("PATH_INFO", "").rstrip("/"), environ.get("QUERY_STRING", "").split("=")[0]
            if target in DENIED:
                return self.refuse(start_response, "403 Forbidden", "AccessDenied", "Access Denied")
            if "/s3/" in environ.get("HTTP_AUTHORIZATION", "") and self.is_unlucky():
                return self.refuse(start_response, "503 Slow Down", "SlowDown", "Please reduce your request rate.")
        return self.application(environ, start_response)

    def is_unlucky(self):
        with self.lock:
            self.count += 1
            return self.count % 97 == 0

    @staticmethod
    def refuse(start_response, status, code, message):
        body = f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>{message}</Message><RequestId>R1</RequestId></Error>'
        start_response(status, [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
        return [body.encode()]


class Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, *_):
        pass


def main():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    gate = Gate(DomainDispatcherApplication(create_backend_app))
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    server = make_server("127.0.0.1", port, gate, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    account = plan.fill(f"http://127.0.0.1:{server.server_port}")
    gate.armed = True
    print(json.dumps({"port": server.server_port, **account}), flush=True)
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(1)


if __name__ == "__main__":
    main()
