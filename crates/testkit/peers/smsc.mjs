// An SMS centre for tests: SMPP 3.4 as `smpp` speaks it, which shares no code with ours. It ends with its standard input.
//
// It tells in lines of JSON what it hears: first the port it listens on, then each bind, message and receipt's answer.
// The account is `school` with `Smpp-Pw1`. What becomes of a message is told by the end of its number:
// 666 no such number, 580 too much at once, 000 no answer, 411 taken and then not delivered, 999 the connection is cut.

import { readFileSync } from 'node:fs';
import smpp from 'smpp';

const [certificate, key] = process.argv.slice(2);
const tls = certificate ? { cert: readFileSync(certificate), key: readFileSync(key) } : {};
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');
let count = 0;

const server = smpp.createServer(tls, (session) => {
  session.on('error', () => {});
  session.on('bind_transceiver', (pdu) => {
    const good = pdu.system_id === 'school' && pdu.password === 'Smpp-Pw1';
    say({ event: 'bind', system_id: pdu.system_id, version: pdu.interface_version, good });
    session.send(pdu.response({ command_status: good ? smpp.ESME_ROK : smpp.ESME_RINVPASWD }));
  });
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => {
    say({ event: 'unbind' });
    session.send(pdu.response());
    session.close();
  });
  session.on('submit_sm', (pdu) => {
    const to = pdu.destination_addr;
    const { message, udh } = pdu.short_message;
    say({
      event: 'submit',
      to,
      to_ton: pdu.dest_addr_ton,
      from: pdu.source_addr,
      from_ton: pdu.source_addr_ton,
      coding: pdu.data_coding,
      text: message,
      header: udh ? [...udh].flatMap((element) => [...element]) : [],
      registered: pdu.registered_delivery,
    });
    if (to.endsWith('666')) return session.send(pdu.response({ command_status: smpp.ESME_RINVDSTADR }));
    if (to.endsWith('580')) return session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
    if (to.endsWith('000')) return;
    if (to.endsWith('999')) return session.destroy();
    const id = `0000A${++count}`;
    session.send(pdu.response({ message_id: id }));
    if (!pdu.registered_delivery) return;
    const state = to.endsWith('411') ? 'UNDELIV err:011' : 'DELIVRD err:000';
    const receipt = {
      source_addr: to,
      destination_addr: pdu.source_addr,
      esm_class: 4,
      short_message: `id:${id} sub:001 dlvrd:001 submit date:2601011200 done date:2601011201 stat:${state} text:`,
    };
    session.deliver_sm(receipt, (answer) => say({ event: 'receipt', status: answer.command_status }));
    // What a phone writes looks alike and is no receipt.
    session.deliver_sm({ ...receipt, esm_class: 0 }, () => {});
  });
});

server.listen(0, '127.0.0.1', () => say({ event: 'listening', port: server.address().port }));
process.stdin.on('end', () => process.exit(0)).resume();
