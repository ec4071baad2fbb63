"""What the store says after a fault: whole, chained, balanced, and nothing twice. Runs on a copy, for the daemon holds it."""
import json

QUESTIONS = r'''
import hashlib, json, sqlite3
store = sqlite3.connect("/root/books/bedside.sqlite")
def one(text): return store.execute(text).fetchone()[0]
def rows(text): return store.execute(text).fetchall()
chain, last = True, None
for previous, number in rows("select prev_hash, hash from outbox order by seq"):
    chain, last = chain and last in (None, previous), number
audit, last = True, None
for previous, number in rows("select prev_hash, hash from audit order by seq"):
    audit, last = audit and last in (None, previous), number
sums = {}
for debit, credit, fen in rows("select debit, credit, amount_fen from ledger_transfers"):
    sums[debit] = sums.get(debit, 0) + fen
    sums[credit] = sums.get(credit, 0) - fen
print(json.dumps({
    "integrity": one("pragma integrity_check"), "foreign": len(rows("pragma foreign_key_check")),
    "outbox": one("select count(*) from outbox"), "chain": chain, "audit": audit, "sum": sum(sums.values()),
    "paid": dict(rows("select id, amount_fen from payment_orders where state = 'paid'")),
    "open": rows("select id, state from payment_orders where state not in ('paid', 'closed')"),
    "deposited": one("select coalesce(sum(amount_fen), 0) from ledger_transfers where purpose = 'deposit'"),
    "settlements": one("select count(*) from settlements"), "settled_twice":
        one("select count(*) from (select 1 from ledger_transfers where purpose = 'charge' group by reference, debit, credit having count(*) > 1)"),
    "printed_twice": one("select count(*) from (select 1 from print_jobs where replaces is null group by document, occasion, copy having count(*) > 1)"),
    "encounters": one("select count(*) from encounters"),
}))
'''


def read(m):
    """Stops the daemon, copies its store, reads it, and starts the daemon again."""
    guest = m.guest
    guest.run("systemctl stop bedsided-kiosk.socket bedsided-ward.socket bedsided-admin.socket bedsided.service; "
              "rm -rf /root/books; mkdir /root/books; cp /var/lib/bedside/bedside.sqlite* /root/books/; "
              "systemctl start bedsided-kiosk.socket bedsided-ward.socket bedsided-admin.socket bedsided.service", limit=180)
    return json.loads(guest.run("python3 - && rm -rf /root/books", QUESTIONS))


def must_be_whole(books, charged):
    """Fails unless the books are whole and agree with what the wallet really moved."""
    assert books["integrity"] == "ok" and books["foreign"] == 0, books
    assert books["chain"] and books["audit"], f"a hash does not follow from the one before: {books}"
    assert books["sum"] == 0, f"the ledger does not balance: {books}"
    assert books["settled_twice"] == 0 and books["printed_twice"] == 0, books
    assert books["deposited"] == sum(books["paid"].values()), f"a payment is not in the ledger once: {books}"
    for number, fen in books["paid"].items():
        assert charged.get(number) == fen, f"{number} is paid here, and the wallet moved {charged.get(number)}"
