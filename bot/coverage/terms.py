"""Which articles truly mean a watch term: whole words and phrases, what must not or should stand near, and case."""
