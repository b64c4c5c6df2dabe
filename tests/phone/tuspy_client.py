"""Sends the files that it reads of, one after the other, by tuspy. Says `done` after each.
tuspy_client.py ENDPOINT AUTHORIZATION HOST CHUNK, lines: FILE OBSERVATION SHA256
"""

import sys
import time

from tusclient import client

endpoint, authorization, host, chunk = sys.argv[1:5]
headers = {"Authorization": authorization, "Host": host}


def again(act):
    """Does it until it is done: the network cuts."""
    for _ in range(60):
        try:
            return act()
        except Exception as error:
            last = error
            time.sleep(0.02)
    raise last


def send(file, observation, sha256):
    own = client.TusClient(endpoint, headers=headers)
    uploader = again(
        lambda: own.uploader(
            file,
            chunk_size=int(chunk),
            retries=0,
            metadata={"observation": observation, "sha256": sha256},
        )
    )

    def go_on():
        if uploader.url is None:
            uploader.set_url(uploader.create_url())
        uploader.offset = uploader.get_offset()
        while uploader.offset < uploader.get_file_size():
            uploader.upload_chunk()

    again(go_on)


for line in sys.stdin:
    send(*line.split())
    print("done", flush=True)
