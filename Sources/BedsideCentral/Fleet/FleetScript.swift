/// The fleet page's behaviour. Everything that terminals told is put in as text, never as markup.
enum FleetScript {
    static let text = """
        'use strict';
        const words={
        en:{title:'Bedside fleet',live:'live',off:'no connection, trying again',all:'all terminals are well',
        sum:(n,m)=>n+' of '+m+' terminals in trouble',none:'No terminal is enrolled yet.',lang:'中文',
        contact:'last contact',never:'never',version:'version',backlog:'unsent',printers:'printers',devices:'missing',
        alarms:'open',cert:'certificate',kept:'kept',quarantine:'quarantined',links:'lost links',ok:'all well',
        ago:s=>s<90?s+' s ago':s<5400?Math.round(s/60)+' min ago':s<172800?Math.round(s/3600)+' h ago':Math.round(s/86400)+' days ago',
        days:d=>d<0?'ended '+(-d)+' days ago':d+' days left',calls:(c,e,f)=>c+' calls, '+e+' emergencies, '+f+' faults',
        oldest:t=>' (oldest '+t+')',p:{},
        t:{fork:'forked',frozen:'frozen',revoked:'revoked',awaited:'awaited after restore',silent:'silent',unsent:'unsent for long',quarantined:'quarantined',
        printer:'printer',device:'device missing',emergency:'emergency',link:'link lost',certificate:'certificate ends',
        clock:'clock off'}},
        zh:{title:'床旁终端总览',live:'实时',off:'连接中断，正在重试',all:'所有终端正常',
        sum:(n,m)=>m+' 台终端中 '+n+' 台有问题',none:'尚无已注册的终端。',lang:'English',
        contact:'最近联系',never:'从未',version:'版本',backlog:'未上传',printers:'打印机',devices:'缺失设备',
        alarms:'未处理',cert:'证书',kept:'已保存',quarantine:'隔离',links:'断开的链路',ok:'正常',
        ago:s=>s<90?s+' 秒前':s<5400?Math.round(s/60)+' 分钟前':s<172800?Math.round(s/3600)+' 小时前':Math.round(s/86400)+' 天前',
        days:d=>d<0?'已过期 '+(-d)+' 天':'剩余 '+d+' 天',calls:(c,e,f)=>c+' 个呼叫，'+e+' 个紧急，'+f+' 个故障',
        oldest:t=>'（最早 '+t+'）',p:{sheet:'纸张',label:'标签',receipt:'小票',idle:'空闲',printing:'打印中',stopped:'已停止',
        unreachable:'无法连接','media-empty':'缺纸','media-jam':'卡纸','toner-empty':'无墨粉','door-open':'盖门打开'},
        t:{fork:'分叉',frozen:'已冻结',revoked:'已吊销',awaited:'恢复后待上传',silent:'失联',unsent:'长时间未上传',quarantined:'有隔离记录',
        printer:'打印机',device:'设备缺失',emergency:'紧急呼叫',link:'链路断开',certificate:'证书将到期',clock:'时钟偏差'}}};
        const hard=new Set(['fork','frozen','revoked','silent','emergency','unsent']);
        let lang=(new URLSearchParams(location.search).get('lang')||navigator.language||'zh').startsWith('en')?'en':'zh';
        let fleet=JSON.parse(document.getElementById('first').textContent),offset=fleet.atMs-Date.now(),connected=true;
        const at=id=>document.getElementById(id);
        function el(tag,text,cls){const e=document.createElement(tag);if(text!==undefined)e.textContent=text;
        if(cls)e.className=cls;return e}
        function row(dl,name,value){dl.append(el('dt',name),el('dd',value))}
        function card(t,w,now){
        const a=el('article'),troubles=t.troubles||[],p=t.pulse,h=el('h2',t.terminal);
        if(troubles.length)a.className=troubles.some(x=>hard.has(x))?'bad':'warn';
        a.dataset.terminal=t.terminal;h.append(el('small',t.hospital+' / '+t.ward));a.append(h);
        const ul=el('ul');for(const x of troubles)ul.append(el('li',Object.hasOwn(w.t,x)?w.t[x]:x,hard.has(x)?'bad':'warn'));
        if(troubles.length)a.append(ul);
        const say=x=>Object.hasOwn(w.p,x)?w.p[x]:x;
        const dl=el('dl'),ago=ms=>w.ago(Math.max(0,Math.round((now-ms)/1000)));
        row(dl,w.contact,t.lastContactMs===undefined?w.never:ago(t.lastContactMs));
        if(p){row(dl,w.backlog,p.backlog+(p.backlog&&p.oldestUnsentMs!==undefined?
        w.oldest(w.ago(Math.max(0,Math.round((p.wallMs-p.oldestUnsentMs)/1000)))):''));}
        row(dl,w.kept,String(t.acknowledged));
        if(t.quarantined)row(dl,w.quarantine,String(t.quarantined));
        if(p){
        if(p.openCalls||p.openEmergencies||p.openFaults)row(dl,w.alarms,w.calls(p.openCalls,p.openEmergencies,p.openFaults));
        row(dl,w.printers,p.printers.map(x=>say(x.tray)+': '+say(x.state)+(x.reasons.length?' ('+x.reasons.map(say).join(', ')+')':'')).join('; ')||'-');
        if(p.missingDevices.length)row(dl,w.devices,p.missingDevices.join(', '));
        if(p.lostLinks.length)row(dl,w.links,p.lostLinks.join(', '));
        row(dl,w.version,p.version)}
        if(t.certificateEndMs!==undefined)row(dl,w.cert,w.days(Math.floor((t.certificateEndMs-now)/86400000)));
        a.append(dl);return a}
        function show(){
        const w=words[lang],now=Date.now()+offset;
        document.documentElement.lang=lang;document.title=w.title;at('title').textContent=w.title;
        at('lang').textContent=w.lang;at('live').textContent=connected?w.live:w.off;at('live').className=connected?'':'off';
        const n=fleet.troubled,m=fleet.terminals.length;
        at('sum').textContent=m===0?w.none:n===0?w.all:w.sum(n,m);
        at('fleet').replaceChildren(...fleet.terminals.map(t=>card(t,w,now)));
        const root=document.documentElement;root.dataset.wide=root.scrollWidth>root.clientWidth?'yes':'no'}
        at('lang').addEventListener('click',()=>{lang=lang==='en'?'zh':'en';show()});
        const source=new EventSource('fleet/events');
        source.onmessage=e=>{fleet=JSON.parse(e.data);offset=fleet.atMs-Date.now();connected=true;show()};
        source.onopen=()=>{connected=true;show()};
        source.onerror=()=>{connected=false;show()};
        setInterval(show,15000);
        show();
        """
}
