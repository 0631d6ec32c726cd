"""Speed and accuracy beside other open-source tools, measured on the same messages."""
