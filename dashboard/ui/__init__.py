"""What several pages use: menu, filters, forms, figures, map, tiles, and the templates and scripts behind them."""
