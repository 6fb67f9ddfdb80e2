/** A finding of axe in a part that Backstage draws and this portal cannot change. */
export interface StockFinding {
  /** id of the rule of axe */
  rule: string;
  /** matches the HTML of the element */
  html: RegExp;
  reason: string;
}

/** The serious and critical findings in Backstage's own parts: 1.55, looked at on 2026-11-29. */
export const stockFindings: StockFinding[] = [
  {
    rule: 'aria-valid-attr-value',
    html: /class="bui-Tab /,
    reason: 'the tabs of a page name panels that they do not render',
  },
  {
    rule: 'nested-interactive',
    html: /MuiTableSortLabel-root/,
    reason: 'the headings of tables can be sorted and dragged',
  },
  {
    rule: 'nested-interactive',
    html: /id="viewDetail-template/,
    reason: 'the card of a template has a link in a button',
  },
  {
    rule: 'link-name',
    html: /href="\/catalog\/default\/template\//,
    reason: 'the link in that button has no text',
  },
  {
    rule: 'listitem',
    html: /MuiListItem-divider/,
    reason: 'the results of a search are items of a list that has other elements between',
  },
];
