DECISIONS = []


def go_through(scene, panel):
    pass
