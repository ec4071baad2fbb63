"""The power is cut in the middle of a settlement, at several moments: every acknowledged fact is there, nothing twice."""
import books
import ward

# Where in the settlement the power goes: as the wallet hears of the order, as it answers paid, while the stay is settled.
MOMENTS = ("ordered", "paid", "settling")


def run(stage):
    told = []
    for moment in MOMENTS:
        stage.begin("stay")
        guest = stage.guest
        known = books.read(stage)
        guest.see("welcome")
        stage.wallet.orders.clear()
        stage.wallet.pays = moment != "ordered"
        charged = dict(stage.wallet.charged) | known["paid"]
        stage.wallet.charged = dict(charged)
        ward.scan(stage, ward.ZHANG[1])
        guest.choose(4, name="home")
        guest.choose(1, name="discharge-preview")
        guest.choose(1, name="payment-channel")
        if moment == "ordered":
            stage.wallet.until("an order", lambda wallet: wallet.orders)
        elif moment == "paid":
            stage.wallet.until("a payment", lambda wallet: len(wallet.charged) > len(charged))
        else:
            guest.see("payment-paid", seconds=120)
            ward.finish(stage)
        stage.cut_power()
        stage.power_on()
        stage.up()
        stage.guest.see("welcome", seconds=300)
        # The phone pays now, or has paid: the terminal asks until it knows.
        stage.wallet.pays = True
        guest = stage.guest
        guest.until("no open payment", "bedside status --json | python3 -c 'import json,sys; "
                    "sys.exit(json.load(sys.stdin)[\"waiting\"][\"openPayments\"])'", 300)
        after = books.read(stage)
        books.must_be_whole(after, stage.wallet.charged)
        assert set(known["paid"]) <= set(after["paid"]), f"a payment that was acknowledged is gone: {known} {after}"
        assert after["outbox"] >= known["outbox"], "facts for the centre are gone"
        moved = {number for number, fen in stage.wallet.charged.items() if fen}
        assert moved == set(after["paid"]), f"the wallet moved {moved}, the books say {set(after['paid'])}"
        assert after["settlements"] == (1 if moment == "settling" else 0), f"{after['settlements']} settlements after {moment}"
        told.append(f"{moment}: {len(after['paid'])} payments, {after['settlements']} settlement")
    return "; ".join(told)
