"""At night the store is looked through and copied; the doctor and the figures for monitoring say how the terminal is."""


def run(stage):
    stage.begin("ward")
    guest = stage.guest
    guest.run("systemctl start bedside-nightly.service", limit=180)
    copies = guest.run("ls -l --time-style=+ /var/lib/bedside/copies")
    assert "-rw------- 1 bedside bedside" in copies and ".sqlite" in copies, copies
    assert guest.run("systemctl is-enabled bedside-nightly.timer").strip() == "enabled"
    figures = guest.run(
        "python3 -c 'import http.client, socket; c = http.client.HTTPConnection(\"localhost\"); "
        "c.sock = socket.socket(socket.AF_UNIX); c.sock.connect(\"/run/bedside/admin.sock\"); "
        "c.request(\"GET\", \"/metrics\"); print(c.getresponse().read().decode())'")
    for line in ("bedside_up 1", "bedside_store_synchronous 2", "bedside_disk_reserve_bytes"):
        assert line in figures, f"{line} is not in the figures: {figures[:1000]}"
    status, said = guest.try_run("bedside doctor", limit=120)
    assert status in (0, 1, 2), f"bedside doctor ended with {status}: {said}"
    # What this machine has no part of, a patient's terminal must have: everything else has to be well.
    wrong = [line for line in said.splitlines() if line.startswith("failure")]
    assert all("usbguard" in line or "sound" in line for line in wrong), "\n".join(wrong)
    status, _ = guest.try_run("systemctl stop 'bedside-kiosk@*' 'bedsided-*.socket' bedsided.service; bedside doctor", limit=120)
    assert status == 3, f"without a daemon the doctor ends with {status}, not 3"
    return f"store copied by its timer's unit; figures told; the doctor finds {len(wrong)} failures: {'; '.join(wrong)[:200] or 'none'}"
