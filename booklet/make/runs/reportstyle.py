"""How the report of a run looks: wide tables on a desk, a card for each row on a phone, and on paper; no script."""

STYLE = """
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100% }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 3rem;
  color: #1b1b3a; background: #fff; overflow-wrap: anywhere }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 } h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem }
.made { margin: .25rem 0 1.5rem; color: #4a4a66 }
.totals { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 0 }
.totals div { border: 1px solid #c9c9d6; border-radius: .5rem; padding: .6rem .9rem }
.totals dt { color: #4a4a66 } .totals dd { margin: 0; font-size: 1.6rem; font-weight: 700; line-height: 1.2 }
.proof { background: #1b1b3a; color: #fff; padding: .1rem .45rem; border-radius: .25rem; font-weight: 700 }
.why { border-inline-start: .35rem solid #1b1b3a; background: #f3f1ea; padding: .75rem 1rem; margin: 0 0 .75rem }
.why p { margin: .35rem 0 0 }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; padding: .45rem 1rem .45rem 0; border-bottom: 1px solid #c9c9d6; vertical-align: top }
thead th { color: #4a4a66; font-weight: 600 } tfoot td { font-weight: 700; border-bottom: 0 }
.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap }
th.number:last-child, td.number:last-child { padding-inline-end: 0 }
code { font: .85rem/1.4 ui-monospace, monospace; color: #4a4a66 }
details { border-top: 1px solid #c9c9d6; padding: .75rem 0 } summary { cursor: pointer; font-weight: 700 }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: 1.5rem 1rem;
  margin-top: 1rem }
figure { margin: 0; font-size: .875rem; line-height: 1.4; min-width: 0 }
figure a { display: block; margin-bottom: .4rem }
img { display: block; max-width: 100%; max-height: 11rem; border: 1px solid #c9c9d6 }
figcaption strong, figcaption bdi, figcaption span { display: block } figcaption .proof { display: inline-block }
@media (max-width: 46rem) {
  thead { display: none }
  table, tbody, tfoot, tr, td { display: block }
  tr { border: 1px solid #c9c9d6; border-radius: .5rem; padding: .5rem .9rem; margin-bottom: .75rem }
  td, tfoot td { display: grid; grid-template-columns: 7rem 1fr; padding: .15rem 0; border: 0 }
  td::before { content: attr(data-head); color: #4a4a66; font-weight: 400 } .number { text-align: start }
  .none { display: none } tfoot td:first-child { display: block } tfoot td:first-child::before { content: none }
  .pictures { grid-template-columns: repeat(2, 1fr) }
}
@media print { body { padding: 0; max-width: none } tr, figure, .why { break-inside: avoid } }
"""
