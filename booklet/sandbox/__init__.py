"""A print-on-demand house of our own for trying out orders: nothing is printed, nothing is paid, nothing leaves."""
