/// The fleet page's look: one column of cards on a telephone, a table's width on a desk; dark where the system is dark.
enum FleetStyle {
    static let text = """
        :root{color-scheme:light dark;--bg:#f4f5f7;--card:#fff;--ink:#16181d;--dim:#5b6270;--line:#d9dde4;--bad:#b3261e;
        --warn:#8a5300;--good:#1b6e3c}
        @media(prefers-color-scheme:dark){:root{--bg:#14161a;--card:#1e2127;--ink:#eef0f4;--dim:#a3abb9;--line:#343943;
        --bad:#ff8a80;--warn:#ffc46b;--good:#7fd8a0}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.45 system-ui,"Noto Sans CJK SC","PingFang SC",sans-serif}
        header{position:sticky;top:0;background:var(--bg);border-bottom:1px solid var(--line);padding:.6rem 1rem;display:flex;
        flex-wrap:wrap;gap:.2rem 1rem;align-items:baseline}
        h1{font-size:1.15rem;margin:0}
        #live{margin-left:auto;font-size:.9rem;color:var(--dim)}
        #live.off{color:var(--bad);font-weight:600}
        #sum{font-size:.95rem;color:var(--dim)}
        button{font:inherit;font-size:.9rem;background:none;border:1px solid var(--line);border-radius:.4rem;color:inherit;
        padding:.35rem .7rem;min-height:2.75rem;cursor:pointer}
        main{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(20rem,100%),1fr));gap:.75rem;padding:.75rem 1rem}
        article{background:var(--card);border:1px solid var(--line);border-left:.35rem solid var(--good);border-radius:.5rem;
        padding:.65rem .8rem;overflow-wrap:anywhere}
        article.bad{border-left-color:var(--bad)}
        article.warn{border-left-color:var(--warn)}
        h2{font-size:1.05rem;margin:0;display:flex;justify-content:space-between;gap:.5rem}
        h2 small{font-weight:400;color:var(--dim)}
        ul{list-style:none;margin:.35rem 0;padding:0;display:flex;flex-wrap:wrap;gap:.3rem}
        li{border:1px solid currentColor;border-radius:1rem;padding:.05rem .6rem;font-size:.85rem;font-weight:600}
        li.bad{color:var(--bad)}
        li.warn{color:var(--warn)}
        dl{display:grid;grid-template-columns:auto 1fr;gap:.1rem .75rem;margin:.35rem 0 0;font-size:.9rem}
        dt{color:var(--dim)}
        dd{margin:0;font-variant-numeric:tabular-nums}
        p{padding:0 1rem;color:var(--dim)}
        """
}
