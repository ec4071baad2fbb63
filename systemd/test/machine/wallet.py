"""The wallet's gateway, on this side of the glass: what it was paid is known here whatever happens to the machine."""
import http.server, json, os, socketserver, threading


class Wallet:
    """Orders by the terminal's own numbers, refunds by theirs; both may be repeated and move money once."""

    def __init__(self, path):
        self.orders, self.refunds, self.charged, self.asked = {}, {}, {}, 0
        self.pays, self.change = True, threading.Condition()
        if os.path.exists(path):
            os.unlink(path)
        self.server = Server(path, Handler)
        self.server.wallet = self
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def clear(self):
        with self.change:
            self.orders, self.refunds, self.charged, self.pays = {}, {}, {}, True

    def create(self, body):
        with self.change:
            self.asked += 1
            order = self.orders.setdefault(body["orderNumber"], {"amount": body["amountFen"], "state": "waiting"})
            self.change.notify_all()
            return self.answer(body["orderNumber"]) if order["amount"] == body["amountFen"] else None

    def inquire(self, number):
        with self.change:
            self.asked += 1
            order = self.orders.get(number)
            if order and order["state"] == "waiting" and self.pays:
                order["state"] = "paid"
                self.charged[number] = self.charged.get(number, 0) + order["amount"]
            self.change.notify_all()
            return self.answer(number)

    def close(self, number):
        with self.change:
            if self.orders.get(number, {}).get("state") == "waiting":
                self.orders[number]["state"] = "closed"
            return self.answer(number)

    def refund(self, body):
        with self.change:
            self.refunds.setdefault(body["refundNumber"], body)
            return {"refundNumber": body["refundNumber"], "state": "done", "amountFen": body["amountFen"]}

    def inquire_refund(self, number):
        known = self.refunds.get(number)
        return {"refundNumber": number, "state": "done" if known else "not-known", "amountFen": known["amountFen"] if known else 0}

    def answer(self, number):
        order = self.orders.get(number)
        if not order:
            return {"orderNumber": number, "state": "not-known", "amountFen": 0}
        answer = {"orderNumber": number, "state": order["state"], "amountFen": order["amount"]}
        if order["state"] == "waiting":
            answer["payURL"] = f"https://wallet.example/p/{number}"
        if order["state"] == "paid":
            answer["reference"] = f"W{number}"
        return answer

    def until(self, what, holds, seconds=120):
        with self.change:
            if not self.change.wait_for(lambda: holds(self), seconds):
                raise TimeoutError(f"the wallet: {what}: not after {seconds} s")


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def address_string(self):
        return "terminal"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.go(lambda wallet, path: wallet.inquire(path[2]) if path[1] == "orders" else wallet.inquire_refund(path[2]))

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.go(lambda wallet, path: wallet.close(path[2]) if path[-1] == "close"
                else wallet.create(json.loads(body)) if path[1] == "orders" else wallet.refund(json.loads(body)))

    def go(self, do):
        answer = do(self.server.wallet, self.path.strip("/").split("/"))
        data = json.dumps(answer or {}).encode()
        self.send_response(200 if answer else 409)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
