/// How the HTML report looks.
enum HTMLStyle {
  /// A crescent: luahost's mark, as Lua is the moon.
  static let mark = """
    <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><path fill="currentColor" \
    d="M14.5 2.2a10 10 0 1 0 7.3 12.6A8.2 8.2 0 0 1 14.5 2.2Z"/><circle cx="19.6" cy="4.4" r="2.2" \
    fill="currentColor"/></svg>
    """

  static let sheet = colors + frame + summary + findings + tables + media

  private static let colors = """
    :root{color-scheme:light dark;--page:#f5f6f8;--card:#fff;--ink:#1b2230;--soft:#5b6577;--line:#e3e6ec;--link:#1c5fb8;
    --accent:#23327a;--critical:#8e1f6b;--critical-bg:#fbe9f4;--high:#b3261e;--high-bg:#fdeceb;--medium:#8f5300;
    --medium-bg:#fdf1dd;--low:#245d9e;--low-bg:#e8f1fb;--good:#1f7a45;--good-bg:#e5f5ec;--idle:#5b6577;--idle-bg:#eceff3}
    @media screen and (prefers-color-scheme:dark){:root{--page:#0f131a;--card:#181e28;--ink:#e7ebf2;--soft:#9aa5b8;--line:#2a3240;
    --link:#8ab8f5;--accent:#b4c2ff;--critical:#f29ad6;--critical-bg:#41203a;--high:#ff9d94;--high-bg:#45211f;
    --medium:#f2bd6b;--medium-bg:#40300f;--low:#93c3f7;--low-bg:#1b324c;--good:#7fd6a3;--good-bg:#16382a;--idle:#9aa5b8;
    --idle-bg:#262e3b}}
    .critical{--tone:var(--critical);--tint:var(--critical-bg)}.high,.failed{--tone:var(--high);--tint:var(--high-bg)}
    .medium,.violation{--tone:var(--medium);--tint:var(--medium-bg)}.low{--tone:var(--low);--tint:var(--low-bg)}
    .passed,.good{--tone:var(--good);--tint:var(--good-bg)}.unknown,.unsure{--tone:var(--idle);--tint:var(--idle-bg)}

    """

  private static let frame = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;padding:0 20px 48px;background:var(--page);color:var(--ink);
    font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
    header.top,main,footer{max-width:1040px;margin:0 auto}
    h1,h2,h3,h4,h5,p,ul{margin:0}
    h1{font-size:2.1rem;line-height:1.2;letter-spacing:-.02em}
    h2{font-size:1.4rem;letter-spacing:-.01em;margin:48px 0 14px}
    a{color:var(--link)}a:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
    code,.id,td .error{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.86em}
    bdi{overflow-wrap:anywhere}.muted{color:var(--soft)}
    .top{padding:34px 0 26px}
    .brand{display:flex;align-items:center;gap:8px;color:var(--accent);font-weight:650;margin-bottom:22px}
    .lead{color:var(--soft);font-size:1.08rem;max-width:44em;margin-top:6px}
    .meta{display:flex;flex-wrap:wrap;gap:4px 22px;color:var(--soft);font-size:.92rem;margin-top:14px}
    footer{color:var(--soft);font-size:.85rem;border-top:1px solid var(--line);padding-top:18px;margin-top:52px}

    """

  private static let summary = """
    .summary{display:grid;grid-template-columns:minmax(250px,1fr) 2fr;gap:14px 26px;align-items:center;background:var(--card);
    border:1px solid var(--line);border-radius:16px;padding:24px}
    .verdict{display:flex;align-items:center;gap:18px}.headline{font-size:1.45rem;font-weight:680;line-height:1.2}
    .verdict{--tone:var(--ink)}.verdict.good{--tone:var(--good)}.headline{color:var(--tone)}
    .ring{flex:none;width:84px;height:84px;border-radius:50%;display:grid;place-items:center;
    background:radial-gradient(var(--card) 57%,transparent 58%),conic-gradient(var(--good) calc(var(--share)*1%),var(--line) 0)}
    .ring span{font-weight:680;font-size:1.25rem;font-variant-numeric:tabular-nums}.ring small{font-size:.62em;font-weight:500}
    .tiles{list-style:none;padding:0;display:grid;grid-template-columns:repeat(4,1fr);gap:10px}
    .tile{background:var(--tint);color:var(--tone);border-radius:12px;padding:12px 14px}
    .tile strong{display:block;font-size:1.7rem;line-height:1.15;font-variant-numeric:tabular-nums}
    .tile span{text-transform:capitalize;font-size:.9rem}.tile.none{background:var(--idle-bg);color:var(--soft)}
    .shares{display:flex;gap:3px;height:10px;border-radius:5px;overflow:hidden}.summary .shares{grid-column:1/-1}
    .shares i{background:var(--tone);min-width:4px;flex-basis:0}.shares .unknown{background:var(--line)}
    .notice{background:var(--medium-bg);color:var(--medium);border-radius:12px;padding:14px 18px;margin-top:14px}
    .notice a{color:inherit}
    nav{display:flex;flex-wrap:wrap;gap:8px;margin-top:18px}
    nav a{text-decoration:none;color:var(--ink);border:1px solid var(--line);background:var(--card);border-radius:99px;
    padding:5px 14px;font-size:.92rem}nav a:hover{border-color:var(--soft)}nav b{color:var(--soft);font-weight:500}

    """

  private static let findings = """
    .group{color:var(--tone);text-transform:capitalize;font-size:1.05rem;margin:26px 0 10px}
    .group small{color:var(--soft);font-weight:400;text-transform:none}
    .finding,.framework{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:20px 22px;margin-top:12px}
    .finding{border-left:5px solid var(--tone)}
    .finding>header,.framework>header{display:flex;flex-wrap:wrap;align-items:center;gap:6px 12px}
    h4,.framework h3{font-size:1.1rem;line-height:1.35}.count{color:var(--soft);font-size:.9rem;margin-left:auto}
    .finding>*+*,.framework>*+*{margin-top:12px}.finding>header+.muted{margin-top:6px}
    .badge,.state{display:inline-block;background:var(--tint);color:var(--tone);border-radius:99px;padding:1px 11px;
    font-size:.8rem;font-weight:620;white-space:nowrap}.badge{text-transform:capitalize}
    .what{white-space:pre-line}
    .fix{background:var(--page);border-radius:10px;padding:12px 16px}.fix p{white-space:pre-line}
    h5{font-size:.82rem;color:var(--soft);font-weight:620;margin-bottom:2px}
    .references{padding-left:20px;font-size:.92rem}
    .chips{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:6px}
    .chips li{border:1px solid var(--line);border-radius:8px;padding:1px 9px;font-size:.84rem;color:var(--soft)}
    .chips b{color:var(--ink);font-weight:620}
    summary{cursor:pointer;color:var(--link);font-size:.92rem;margin-top:8px}
    ul.passed{list-style:none;padding:6px 22px;background:var(--card);border:1px solid var(--line);border-radius:14px}
    ul.passed li{padding:9px 0 9px 28px;position:relative}ul.passed li+li{border-top:1px solid var(--line)}
    ul.passed li .muted{display:block;font-size:.9rem}
    ul.passed li::before{content:"✓";position:absolute;left:2px;color:var(--good);font-weight:700}

    """

  private static let tables = """
    table{width:100%;border-collapse:collapse;font-size:.93rem}
    th{text-align:left;color:var(--soft);font-weight:560;font-size:.82rem;padding:4px 14px 6px 0;border-bottom:1px solid var(--line)}
    td{padding:8px 14px 8px 0;border-bottom:1px solid var(--line);vertical-align:top}
    tbody tr:last-child td{border-bottom:0}
    .name{display:block;font-weight:560}.id{display:block;color:var(--soft)}
    .resources td:first-child{width:42%}.resources{table-layout:fixed}.resources th:first-child{width:42%}
    .controls{table-layout:fixed}.controls th:nth-child(-n+2){width:18%}
    .controls td:first-child{overflow-wrap:anywhere;font-weight:560;font-variant-numeric:tabular-nums}
    .tasks{background:var(--card);border:1px solid var(--line);border-radius:14px;border-collapse:separate;border-spacing:0}
    .tasks th:first-child,.tasks td:first-child{padding-left:22px}.tasks th{padding-top:12px}
    .time{white-space:nowrap;color:var(--soft);font-variant-numeric:tabular-nums}
    .error{display:block;color:var(--high);white-space:pre-wrap}

    """

  private static let media = """
    @media screen and (max-width:760px){body{padding:0 14px 36px}h1{font-size:1.65rem}.top{padding:22px 0 18px}
    .summary{grid-template-columns:1fr;padding:18px}.tiles{grid-template-columns:repeat(2,1fr)}.finding,.framework{padding:16px}
    .count{margin-left:0}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    table,tbody,tr,td{display:block}tr{padding:9px 0;border-bottom:1px solid var(--line)}tbody tr:last-child{border-bottom:0}
    td,.resources td:first-child{padding:1px 0;border:0;width:auto}.tasks{padding:4px 16px}.tasks td:first-child{padding-left:0}
    .controls tr,.tasks tr{display:flex;flex-wrap:wrap;gap:2px 12px;align-items:center}.tasks td:first-child,
    .controls td:last-child,.tasks td:last-child{flex-basis:100%}}
    @media print{:root{--page:#fff;color-scheme:light}body{padding:0;font-size:10.5pt}nav{display:none}
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}.finding,.framework header,tr,.summary{break-inside:avoid}
    h2,h3{break-after:avoid}.fix{border:1px solid var(--line)}details::details-content{content-visibility:visible}
    }
    """
}
