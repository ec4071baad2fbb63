"""The terminal at work: printer and ward data set up as an IT person does, and what patients and nurses do there."""
import os

from scanners import SERIAL, WEDGE

ZHANG = ("RY20261120000173", "WD20261120000173")
NURSE = ("GH1000017", "2468")
DESK = "desk"


def set_up(m, assets):
    """The machine's own devices let in, a printer behind cupsd, and the demo ward's patients."""
    guest = m.guest
    guest.run("bedside devices allow --present")
    guest.run("""
        mkdir -p /printer/spool /printer/part /printer/out; chmod 755 /usr/local/lib/machine/print.sh
        systemd-run -q --unit=printer ippeveprinter -r off -n localhost -p 8631 -k -d /printer/spool \\
            -f application/pdf,image/pwg-raster -c /usr/local/lib/machine/print.sh ward
        for _ in $(seq 300); do ipptool -q -T 5 ipp://localhost:8631/ipp/print get-printer-attributes.test && break; done
        lpadmin -p ward -E -v ipp://localhost:8631/ipp/print -m everywhere -o printer-error-policy=retry-current-job
        for _ in $(seq 600); do grep -qs 'CloseUI: .PageSize' /etc/cups/ppd/ward.ppd && exit 0; sleep 0.1; done
        exit 1""", limit=180)
    guest.put(os.path.join(assets, "demo-ward.json"), "/root/demo-ward.json")
    guest.run("bedside import /root/demo-ward.json && rm /root/demo-ward.json")


def allow(m, scanner, place):
    """Lets a plugged scanner in, by the port at which it is."""
    m.guest.run(f"bedside devices allow {scanner.name} --port {os.path.basename(place)}")


def plug_in(m):
    """Both scanners, allowed and read by the daemon."""
    for scanner in (WEDGE, SERIAL):
        allow(m, scanner, scanner.plug(m.guest))
    for scanner in (WEDGE, SERIAL):
        ready(m, scanner)


def ready(m, scanner, seconds=90):
    """Waits until the daemon reads a scanner."""
    m.guest.until(f"{scanner.name} read by the daemon",
                  f"bedside devices --json | python3 -c 'import json,sys; sys.exit(0 if any(d[\"name\"]==\"{scanner.name}\" "
                  "and d[\"state\"] == \"present\" for d in json.load(sys.stdin)) else 1)'", seconds)


def scan(m, code, scanner=SERIAL):
    scanner.scan(m.guest, code)()


def log_on(m, person=NURSE):
    """Badge and PIN."""
    scan(m, person[0])
    m.guest.see("staff-pin")
    m.guest.press(*(f"digit:{digit}" for digit in person[1]))
    m.guest.see("staff-pin", has="[*●•]{%d}" % len(person[1]))
    m.guest.press("enter")


def pay(m):
    """The phone pays what the screen asks for."""
    m.guest.see("payment-wallet", has='"modules"')
    m.guest.see("payment-paid", seconds=120)


def admit(m, patient=ZHANG):
    """Admission at the bed with a deposit by wallet; ends at the welcome screen."""
    guest = m.guest
    scan(m, patient[0])
    guest.see("admission-order")
    guest.choose(1)
    guest.choose(1, name="admission-phone")
    for page in "123":
        guest.see("admission-consent", has=rf'"heading": "[^"]*{page}')
        guest.choose(1, name="admission-consent")
    guest.choose(1, name="admission-deposit")
    guest.see("admission-identity")
    log_on(m)
    pay(m)
    # The receipt is on its way to paper; a key before it is shown would be for another screen.
    guest.see("payment-paid", has='"table"', seconds=120)
    guest.choose(1, name="payment-paid")
    guest.see("admitted")
    # Papers come out only while their patient is there.
    papers_out(m)
    guest.choose(1, name="admitted")
    home(m)


def home(m):
    """Back to the welcome screen, as somebody who presses 0 until it is there."""
    for _ in range(10):
        shown = m.guest.see()["name"]
        if shown == "welcome":
            return
        m.guest.press("back")
        m.guest.see(rf"(?!{shown}$).*|welcome", seconds=30)
    m.guest.see("welcome")


def papers_out(m):
    """Waits until no page is open or held."""
    m.guest.until("all papers on paper", "bedside status --json | python3 -c 'import json,sys; w=json.load(sys.stdin)[\"waiting\"]; "
                  "sys.exit(w[\"openPrints\"] + w[\"absentPrints\"] + w[\"backlogPrints\"] > 0)'", 180)


def print_bill(m, patient=ZHANG):
    """The daily bill on paper."""
    guest = m.guest
    scan(m, patient[1])
    guest.choose(1, name="home")
    guest.see("daily-bill", has='"rows": \\[\\[')
    guest.choose(1, name="daily-bill")
    guest.see("printing", has='"tone": "success"', seconds=180)
    home(m)


def accept_at_desk(m):
    """A nurse at the ward's screen takes the most urgent alarm, with the badge's number and the PIN."""
    guest = m.guest
    guest.press("back", ward=DESK)
    for _ in range(20):
        guest.press("digit:1", ward=DESK)
        try:
            guest.see(has='"entry"', ward=DESK, seconds=3)
            break
        except Exception:
            continue
    word = [f"letter:{c.lower()}" if c.isalpha() else f"digit:{c}" for c in NURSE[0]]
    guest.press(*word, ward=DESK)
    guest.press("enter", ward=DESK)
    guest.see(has='"isSecret": true', ward=DESK)
    guest.press(*(f"digit:{digit}" for digit in NURSE[1]), ward=DESK)
    guest.press("enter", ward=DESK)
    return guest.see(has="陈晓燕", ward=DESK)


def settle(m, patient=ZHANG):
    """Discharge with a top-up by wallet, up to the screen that says settled."""
    guest = m.guest
    scan(m, patient[1])
    guest.choose(4, name="home")
    guest.choose(1, name="discharge-preview")
    guest.choose(1, name="payment-channel")
    guest.see("payment-paid", seconds=120)
    finish(m)


def finish(m):
    """From the paid top-up to the settlement."""
    guest = m.guest
    guest.choose(1, name="payment-paid")
    # Nothing is left to pay: the first choice names no sum any more.
    guest.see("discharge-preview", has=r'"choices": \[\{[^}]*"title": "\D*"')
    guest.choose(1, name="discharge-preview")
    guest.see("settled", seconds=120)


def papers(m):
    """How many documents the printer has received."""
    return int(m.guest.run("ls /printer/out | wc -l"))


def hold_a_key(machine):
    """Holds 2 at the welcome screen. On the page that it leads to it would lead on to a search, and write into its field."""
    machine.qmp.hold("2", 3)
    shown = machine.guest.see("identify")
    assert 2 in [choice["digit"] for choice in shown["choices"]], shown
    # Keys come in their order: once this one has done its work, every repeat has come too.
    machine.qmp.keys("asterisk")
    machine.guest.see(lacks='"heading": "%s"' % shown["heading"])
    now = machine.guest.see()["name"]
    assert now == "identify", f"the held key led on to {now}"
