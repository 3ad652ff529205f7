"""What is drawn: charts, maps, exhibits and the panels that show them."""
