"""`python -m helpline.cli COMMAND`."""

import sys

from helpline.cli.main import main

sys.exit(main())
