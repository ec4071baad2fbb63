"""A patient who exists nowhere else goes through the house; then the whole disk outside the store is searched for that patient."""
import json

import ward

NAME, NUMBER, PHONE = "欧阳皛淼", "110101198502280019", "13877776666"
SLIP, BAND = ward.ZHANG


def run(stage):
    stage.begin("ready")
    guest = stage.guest
    ward_file = json.load(open(stage.assets + "/demo-ward.json", encoding="utf-8"))
    order = next(order for order in ward_file["admission_orders"] if order["id"] == SLIP)
    order["patient"] |= {"name": NAME, "identity_number": NUMBER, "birth_date": "1985-02-28", "sex": "male", "phone": PHONE}
    guest.put(json.dumps({"format": "bedside-import", "version": 1, "admission_orders": [order]}, ensure_ascii=False).encode(),
              "/dev/shm/canary.json")
    guest.run("bedside import /dev/shm/canary.json; rm /dev/shm/canary.json")
    ward.plug_in(stage)
    ward.admit(stage)
    ward.print_bill(stage)
    ward.scan(stage, BAND)
    guest.see("home")
    guest.press("call")
    guest.see("call-noted")
    ward.accept_at_desk(stage)
    ward.home(stage)
    ward.papers_out(stage)
    ward.settle(stage)
    ward.home(stage)
    # A crash must leave nothing either.
    guest.run("kill -SEGV $(systemctl show -p MainPID --value bedsided)")
    guest.until("the daemon back", "bedside status --json >/dev/null 2>&1", 120)
    kept = guest.try_run(f"grep -c -a '{NAME}' /var/lib/bedside/bedside.sqlite* | tr '\\n' ' '")[1]
    assert any(word.rsplit(":", 1)[1] != "0" for word in kept.split()), f"the search itself finds nothing in the store: {kept}"
    words = "\\n".join((NAME, NUMBER, PHONE))
    found = guest.run(f"""
        printf '{words}\\n' >/dev/shm/words; iconv -t gb18030 /dev/shm/words >>/dev/shm/words.gb || true
        journalctl --sync
        {{ journalctl -b --no-pager -o export | grep -acFf /dev/shm/words | sed 's/^0$//;s/^./journal: &/'
           grep -rlaFf /dev/shm/words /var/log /var/spool /var/cache /var/tmp /tmp /run /root /home /etc /var/crash /var/lib/systemd 2>/dev/null
           swapon --noheadings --show=NAME | grep . && echo 'swap is on'
           find / -xdev \\( -name 'core' -o -name 'core.[0-9]*' -o -name '*.core' \\) -type f -size +100k 2>/dev/null
           find /var/spool/cups -type f -name 'd*' ; }} | grep . || true
        rm -f /dev/shm/words*""", limit=180)
    assert not found, f"the patient, or what may hold one, is in: {found}"
    return "admitted, printed, called, accepted, settled, crashed: in the store, and nowhere in journal, logs, spool, temporary files, core dumps; no swap"
