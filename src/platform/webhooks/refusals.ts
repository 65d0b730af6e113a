import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

/** What is refused of webhooks and the addresses they call. */
export const webhookRefusals: SpokenPart = {
  sentences: [
    sentence(
      'at most {count} webhooks; delete one first',
      '最多 {count} 个推送，请先删除一个',
      '最多 {count} 個推送，請先刪除一個',
    ),
    sentence(
      'this webhook was changed since you read it',
      '在您打开之后，此推送已被修改',
      '在您開啟之後，此推送已被修改',
    ),
    sentence('there are no events of kind "{kind}"', '没有“{kind}”类事件', '沒有「{kind}」類事件'),
    sentence('invalid address: {=expected}', '地址无效：{=expected}', '位址無效：{=expected}'),
    sentence('an https address is expected', '应为 https 地址', '應為 https 位址'),
    sentence(
      'an address without user and password is expected',
      '地址中不能含用户名和密码',
      '位址中不能含使用者名稱和密碼',
    ),
    sentence('an address on the public internet is expected', '应为公网地址', '應為公用網路位址'),
    sentence('no delivery of this webhook has this id', '此推送没有此编号的记录', '此推送沒有此編號的記錄'),
    sentence('an http or https address is expected', '应为 http 或 https 地址', '應為 http 或 https 位址'),
    sentence('this address is not on the public internet', '此地址不在公网上', '此位址不在公用網路上'),
    sentence('a redirect of what is sent is not followed', '不会跟随重定向发送内容', '不會跟隨重新導向傳送內容'),
    sentence('the address did not answer in time', '此地址未及时响应', '此位址未及時回應'),
    sentence('the address could not be reached', '无法连接此地址', '無法連線至此位址'),
    sentence('the reply is too large', '响应内容过大', '回應內容過大'),
    sentence('the reply is packed in an unknown way', '响应的压缩方式未知', '回應的壓縮方式未知'),
    sentence('the receiver answered {status}', '接收方返回 {status}', '接收方回應 {status}'),
    sentence('the owner may not be told of this any more', '所有者已无权知悉此事件', '擁有者已無權知悉此事件'),
    sentence(
      'its secret cannot be opened with the secret of this installation; rotate it',
      '无法用本系统的密钥解开其密钥，请更换密钥',
      '無法用本系統的金鑰解開其金鑰，請更換金鑰',
    ),
    sentence('no webhook with this id is open to you', '没有您可见的此编号的推送', '沒有您可見的此編號的推送'),
  ],
  words: {
    url: text('Address', '地址', '位址'),
    deliveryId: text('Delivery', '推送记录', '推送記錄'),
  },
};
