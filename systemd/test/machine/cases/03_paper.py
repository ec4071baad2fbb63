"""A patient prints the daily bill: the printer receives the document once."""
import ward


def run(stage):
    stage.begin("stay")
    # What the admission printed has come out.
    ward.papers_out(stage)
    before = ward.papers(stage)
    ward.print_bill(stage)
    ward.papers_out(stage)
    came = ward.papers(stage) - before
    assert came == 1, f"{came} documents came out"
    kind = stage.guest.run("head -c 5 /printer/out/$(ls -t /printer/out | head -1)")
    assert kind in ("%PDF-", "RaS2P"), f"the printer received {kind!r}"
    return f"one document ({kind}) for one bill, {before} for the admission"
