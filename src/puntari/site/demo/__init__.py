"""A made-up installation to look at and try: people, panels and texts that belong to nobody.

Everything goes in through the rooms' own actions, with the clock set to the day it would have happened.
"""

REST = "demo.midway"
LETTERS = "demo.letters"
