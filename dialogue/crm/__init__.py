"""What the company's own records say of a customer, and who may read and change it.

An action asks the reception first: `who = reception.identify(conversation_id, Claim(Handle("order", number), email))`,
later `reception.who(conversation_id)`; then the records: `crm.order(who, number)`, or a change that has a key of its
own, made from what asked for it: `crm.do(who, AskReturn(number), key=f"{conversation_id}:{message_id}")`.
"""
