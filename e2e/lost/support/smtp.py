# A real mail server that behaves as it is told on its standard input, one word a line:
#   take    it takes letters        later  451, come again        never  550, no such user
#   hold    it takes a letter, and lets the sender wait for the answer until it is told something else
# It prints each letter that it took as a line of JSON.
import asyncio
import email
import json
import sys

from aiosmtpd.controller import Controller


class Told:
    word = "take"

    async def handle_DATA(self, server, session, envelope):
        if self.word == "later":
            return "451 4.3.0 Come again later"
        if self.word == "never":
            return "550 5.1.1 No such user"
        message = email.message_from_bytes(envelope.content)
        taken = {"to": envelope.rcpt_tos[0], "id": message["Message-ID"], "subject": message["Subject"]}
        print(json.dumps(taken), flush=True)
        while self.word == "hold":
            await asyncio.sleep(0.05)
        return "250 Taken"


told = Told()
told.word = sys.stdin.readline().strip()
controller = Controller(told, hostname="127.0.0.1", port=int(sys.argv[1]), server_hostname="localhost")
controller.start()
print("ready", flush=True)
for line in sys.stdin:
    told.word = line.strip()
controller.stop()
