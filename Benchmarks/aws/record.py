#!/usr/bin/env python3
"""The account of Tests/AWSSecurityTests behind a recorder: keeps each answer for replay_server.

    record.py EXCHANGES

Prints the port, serves, and writes EXCHANGES when standard input closes.
"""

import io
import pathlib
import struct
import sys
import threading

ACCOUNT = pathlib.Path(__file__).resolve().parents[2] / "Tests/AWSSecurityTests/Account"
sys.path.insert(0, str(ACCOUNT))
sys.dont_write_bytecode = True

import server as account_server  # noqa: E402  sets the environment for boto3

import plan  # noqa: E402
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402
from werkzeug.wrappers import Request, Response  # noqa: E402


class Recorder:
    def __init__(self, application):
        self.application = application
        self.exchanges = {}
        self.lock = threading.Lock()

    def __call__(self, environ, start_response):
        request = Request(environ)
        body = request.get_data()
        environ["wsgi.input"] = io.BytesIO(body)
        target = environ.get("RAW_URI") or environ.get("REQUEST_URI") or request.full_path
        scope = "/".join(request.headers.get("Authorization", "").split("/")[2:4])
        key = f"{request.method}\n{target}\n{request.headers.get('X-Amz-Target', '')}\n{scope}\n".encode() + body
        answer = Response.from_app(self.application, environ)
        with self.lock:
            self.exchanges[key] = self.wire(answer)
        return answer(environ, start_response)

    @staticmethod
    def wire(answer):
        body = answer.get_data()
        skipped = {"content-length", "connection", "server", "date", "transfer-encoding"}
        lines = [f"HTTP/1.1 {answer.status}"]
        lines += [f"{name}: {value}" for name, value in answer.headers if name.lower() not in skipped]
        lines += [f"Content-Length: {len(body)}", "Connection: keep-alive", "", ""]
        return "\r\n".join(lines).encode() + body

    def write(self, path):
        with open(path, "wb") as file:
            for pair in self.exchanges.items():
                for text in pair:
                    file.write(struct.pack("<I", len(text)) + text)


def main():
    recorder = Recorder(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, recorder, threaded=True, request_handler=account_server.Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    plan.fill(f"http://127.0.0.1:{server.server_port}")
    recorder.exchanges.clear()
    print(server.server_port, flush=True)
    sys.stdin.read()
    recorder.write(sys.argv[1])


if __name__ == "__main__":
    main()
