from bioai_desktop.site.journals import journals


def test_the_table_is_read_and_says_each_thing_once() -> None:
    table = journals()
    addresses = [journal.address for journal in table]
    assert len(set(addresses)) == len(addresses) > 40
    assert all(address == address.lower() and "://" not in address and not address.startswith("www.") for address in addresses)
    names = [
        name for journal in table for name in journal.names if journal.address.startswith("nature.com") and name not in {"Nature", "自然"}
    ]
    assert len(set(names)) == len(names)


def test_a_preprint_server_is_no_journal() -> None:
    assert {journal.address for journal in journals() if not journal.names and not journal.family} >= {
        "biorxiv.org",
        "medrxiv.org",
        "arxiv.org",
    }
